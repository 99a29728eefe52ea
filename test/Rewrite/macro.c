// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A macro with something to change in it is written out where it is used; others
// stay.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>
#include <stdlib.h>

#define CHECK(x)                                                               \
    if (!(x))                                                                  \
    return -1
#define FREE(p) free(p)
#define WITH(name, size)                                                       \
    char *name = malloc(size);                                                 \
    __defer FREE(name)
#define SHOW(x) printf("%d\n", x)

int f(int n) {
    WITH(text, 10);
    CHECK(text);
    __defer SHOW(n);
    CHECK(n);
    SHOW(1);
    return 0;
}
