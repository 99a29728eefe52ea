// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A named result is what the function returns in the end.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

int parse(const char *text) {
    __defer_result int rc = -1;
    __defer if (rc < 0) fprintf(stderr, "cannot parse %s\n", text);
    if (!*text)
        return -2;
    rc = text[0] - '0';
}
