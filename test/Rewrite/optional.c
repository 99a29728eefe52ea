// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What leaves a function under an #if does so with these options: the result is
// right with others as well.
//
// RUN: %rewrite %s -- -w -DFAST -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>
#include <stdlib.h>

int early(int n) {
    __defer puts("first");
    if (n < 0)
        return -1;
#ifdef FAST
    return n;
#endif
    __defer puts("second");
    return 0;
}

void once(void) {
    for (int i = 0; i < 2; i++) {
        __defer_capture(i) printf("round %d\n", i);
#ifdef FAST
        break;
#endif
    }
}

void dropped(int n) {
    __defer_named(report) printf("%d\n", n);
#ifdef FAST
    if (n)
        defer_cancel(report);
    else
        exit(1);
#endif
    puts("end");
}
