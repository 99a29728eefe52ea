// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Comments within what is replaced stay with what they stand before or behind.
//
// RUN: %rewrite %s -- -w -I%include | diff %s.expected -
// RUN: %plain_c %s.expected
// RUN: %rewrite %s --line-directives -- -w -I%include | grep -v '^#line' > %t.lines
// RUN: grep -c '/[*/]' %t.lines | FileCheck --check-prefix=LINES %s
// LINES: 32

#include <stdio.h>
#include <stdlib.h>

int values(int n, char *p) {
    __defer /* give back */ free(p);
    if (n == 1)
        return /* bytes */ n /* here */;
    if (n == 2)
        return // more
            n + 1 // and that
            ;
    if (n == 3)
        return /* a */ (puts("comma"), /* in */ n) /* b */;
    return /* end */ 0;
}

int loops(int n) {
    for (int i = 0 /* from */, j = 1; i < n; i++) {
        char */* inner */ q = malloc(3), // three
            *r = 0; // none
        __defer // both
            printf("%p %p\n", (void *)q, (void *)r);
        _Defer { // all
            puts("one"); /* 1 */
            puts("two");
        }
        if (i == j)
            break /* now */;
        if (i == 7) continue /* on */;
        if (i == 8) {
            puts("x");
            goto /* away */ out;
        }
        int k /* of its own */;
        k = i;
        __defer printf("%d\n", k);
    }
out:
    return n /* times */;
}

int named(int n) {
    __defer_result int r = 0;
    __defer r++;
    r = n;
    if (n)
        return /* it */ (r /* in */);
    return /* last */ r;
}

void none(char *p) {
    __defer
        // because it is
        // what was taken
        free(p);
    puts("a");
    return /* nothing */;
}
