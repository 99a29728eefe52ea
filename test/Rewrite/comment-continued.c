// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A comment to the end of the line may go on in the next one: no brace may go into it.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %clang -fsyntax-only -Wall -Werror -Wno-comment -x c %s.expected

#include <stdio.h>

static int sign(int n) {
    __defer printf("left\n"); // as is \
        this
    if (n < 0) // negative, \
                  not zero
        return -1;
    if (n) return 1; else // zero \
        only
    return 0;
}

int main(void) {
    return sign(-1) + sign(1) + sign(0);
}
