// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a statement defers runs when it ends.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

void f(int n) {
    __defer {
        int k = n;
        __defer printf("last %d\n", k);
        if (n > 1)
            __defer puts("more than one");
        puts("first");
    }
    puts("body");
}
