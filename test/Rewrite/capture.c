// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A capture is a copy.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

void count(int n) {
    __defer_capture(n) printf("was %d\n", n);
    for (int i = 0; i < 3; i++)
        __defer_capture(i) printf("%d\n", i);
    n = 7;
    printf("is %d\n", n);
}
