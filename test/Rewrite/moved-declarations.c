// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A static variable that a statement names goes to where that runs, with what its
// initialiser is made of.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

static int hits = 50;

static int inner(int n) {
    if (n) {
        enum { FIRST = 7 };
        static int hits = FIRST;
        static int *slot = &hits;
        __defer printf("%d\n", *slot);
        hits++;
    }
    return n;
}

static int table(int state) {
    enum { RED, GREEN };
    static const char *const names[] = {[RED] = "red", [GREEN] = "green"};
    for (int i = 0; i < 2; i++) {
        __defer_named(log) printf("%s\n", names[state]);
        if (i)
            defer_cancel(log);
    }
    return RED;
}

int main(void) {
    return inner(1) - 1 + (hits - 50) + table(1);
}
