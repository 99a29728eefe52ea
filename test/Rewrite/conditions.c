// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What stands under an #if runs under it.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

int f(int n) {
#ifndef QUIET
    __defer puts("leaving");
#endif
    if (n)
        return 1;
#ifdef VERBOSE
    puts("verbose");
#endif
    return 0;
}
