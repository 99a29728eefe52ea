// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With other options, a declaration that is not there leaves its name to another one, and
// a part of a statement makes another one of the rest.
//
// RUN: not %rewrite %s -- -w -DK -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

int hidden(int fd) {
    {
#ifdef K
        // CHECK: errors-optional.c:[[#@LINE+1]]:13: error: this cannot be rewritten: with other options it is not declared, and what a use means then is another thing
        int fd = 2;
#endif
        __defer printf("%d\n", fd);
        fd++;
    }
    return fd;
}

void not_hidden(int n) {
    if (n) {
#ifdef K
        int only = 2;
        __defer printf("%d\n", only);
#endif
        puts("here");
    }
}

int loops(int n) {
// CHECK: errors-optional.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options, what is under this begins or ends a statement that the rest is a part of
#ifndef K
    while (n < 3)
#endif
    {
        __defer printf("%d\n", n);
        n++;
    }
    return n;
}

int in_a_block(int n) {
// CHECK: errors-optional.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options, what is under this begins or ends a statement that the rest is a part of
#ifndef K
    if (n) {
#endif
        __defer puts("perhaps");
#ifndef K
    }
#endif
    return n;
}

int more_cases(int n) {
    switch (n) {
    case 1:
        n++;
        __defer puts("of one");
#ifndef K
    // CHECK: errors-optional.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it is not compiled with these options, and has a 'case' in it
    case 2:
        n--;
#endif
    }
    return n;
}
// CHECK-NOT: error:
