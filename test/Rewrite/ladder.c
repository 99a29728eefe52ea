// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is static is a ladder of gotos, as one writes it by hand.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <defer.h>
#include <stdio.h>

/* Copies a file. */
int copy(const char *from, const char *to) {
    FILE *in = fopen(from, "r");
    if (!in)
        return -1;
    __defer fclose(in); // it was only read

    FILE *out = fopen(to, "w");
    if (!out) return -2;
    __defer {
        if (ferror(out))
            remove(to);
        fclose(out);
    }

    for (int c; (c = fgetc(in)) != EOF;)
        if (fputc(c, out) == EOF)
            return -3;
    return 0;
}
