// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What may be pending more than once is on a list, with a copy of what never
// changes, and with the variables of an execution of its block where they do.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

int each(int n, char **names) {
    for (int i = 0; i < n; i++) {
        FILE *f = fopen(names[i], "r");
        if (!f)
            return -1;
        __defer fclose(f);
        long size = 0;
        __defer printf("%s: %ld\n", names[i], size);
        while (fgetc(f) != EOF)
            size++;
    }
    return n;
}
