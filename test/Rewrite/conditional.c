// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where it is not known whether a deferral is pending, a flag says it; a variable
// of an inner block is one of the function.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdlib.h>

int average(int n, int big) {
    int small[16], *v = small, sum = 0;
    if (big) {
        int *const heap = malloc((size_t)n * sizeof *heap);
        if (!heap)
            return -1;
        __defer free(heap);
        v = heap;
    }
    if (n <= 0)
        return 0;
    for (int i = 0; i < n; i++)
        v[i] = i, sum += v[i];
    return sum / n;
}
