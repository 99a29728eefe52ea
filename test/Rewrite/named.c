// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has a name can be run before its time, or not at all.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdlib.h>

char *make(int n) {
    char *p = malloc(16);
    if (!p)
        return 0;
    __defer_named(undo) free(p);
    if (n == 1)
        defer_run(undo);
    if (n < 2)
        return 0;
    defer_cancel(undo);
    return p;
}
