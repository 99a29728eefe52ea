// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With other options, what is compiled now is a part of a statement, of a function, or
// has another type.
//
// RUN: not %rewrite %s -- -w -DA -I%include > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

void braces(int x) {
// CHECK: errors-other-options.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options, what is under this begins or ends a statement that the rest is a part of
#ifdef A
    if (x > 1) {
#endif
        _Defer puts("released");
        puts("work");
#ifdef A
    }
#endif
    printf("%d\n", x);
}

#define ID(x) x

void argument(int x) {
// CHECK: errors-other-options.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options, what is under this begins or ends a statement that the rest is a part of
#ifdef A
    ID(if (x > 1))
#endif
        _Defer puts("released");
    printf("%d\n", x);
}

#ifdef A
static long
#else
static signed char
#endif
// CHECK: errors-other-options.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options it may return another type
type(int x) {
    __defer puts("d");
    return x * 100;
}

int parameter(int n,
#ifdef A
// CHECK: errors-other-options.c:[[#@LINE+1]]:6: error: this cannot be rewritten: with other options it may have another type
long x
#else
signed char x
#endif
) {
    while (n--) {
        __defer_capture(x) printf("%d\n", (int)x);
        x++;
    }
    return n;
}

#ifdef A
// CHECK: errors-other-options.c:[[#@LINE+1]]:5: error: this cannot be rewritten: with other options it is another function
int head(long x)
#else
int head(signed char x)
#endif
{
    __defer puts("d");
    return x;
}

// What is whole is right.
int whole(int x) {
    __defer puts("d");
#ifdef A
    if (x) {
        puts("a");
    }
#else
    while (x--)
        puts("b");
#endif
    return x;
}
