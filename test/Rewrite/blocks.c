// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `_Defer` runs where its block is left: by its end, `continue`, `break`, `return`
// and `goto`.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

static void lock(void) { puts("lock"); }
static void unlock(void) { puts("unlock"); }

int search(const int *v, int n, int key) {
    for (int i = 0; i < n; i++) {
        lock();
        _Defer unlock();
        if (v[i] < 0)
            continue;
        if (v[i] == key)
            return i;
        if (v[i] > 100)
            break;
        if (v[i] == 99)
            goto out;
        printf("%d\n", v[i]);
    }
    return -1;
out:
    return -2;
}

void ends(int n) {
    {
        lock();
        _Defer unlock();
        printf("%d\n", n);
    }
    puts("after");
}
