// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the new text needs is included where a declaration may stand, and where no
// pragma holds for it.
//
// RUN: %rewrite %s -- -I%include -I%S | diff %s.expected -
// RUN: %plain_c %s.expected

#pragma GCC visibility push(hidden)
#include <stdio.h>
#pragma GCC visibility pop

static const char *const names[] = {
#include "Inputs/names.def"
};

static int show(int n) {
    int i;
    for (i = 0; i < n; i++)
        __defer_capture(i) puts(names[i]);
    return i;
}

int main(void) {
    return show(2) != 2;
}
