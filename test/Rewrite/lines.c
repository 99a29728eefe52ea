// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With --line-directives, each line says where it comes from.
//
// RUN: cd %S && %rewrite --line-directives lines.c -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <defer.h>
#include <stdio.h>

#define CHECK(what) \
    if (!(what))    \
    return -1

int sizes(const char *const *names, int n) {
    FILE *log = fopen("log", "w");
    CHECK(log);
    __defer {
        // Last of all.
        fclose(log);
    }
#ifdef VERBOSE
    puts("sizes");
#endif
    for (int i = 0; i < n; i++) {
        FILE *in = fopen(names[i], "r");
        CHECK(in);
        _Defer fclose(in);
        if (fseek(in, 0, SEEK_END))
            break;
        fprintf(log,
                "%s: %ld\n",
                names[i],
                ftell(in));
    }
    return 0;
}

int after(void) { return __LINE__; }

// What stands on a line with the end of something longer, which is gone there.
int behind(int n) {
    _Defer {
        printf("%d\n", n);
    } n += __LINE__;
    return
        __LINE__;
}
