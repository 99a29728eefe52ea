// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What other options compile must not change what is to run where, by a macro either.
//
// RUN: not %rewrite %s -- -w -I%include > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: count 0 < %t.out

#include <setjmp.h>
#include <stdio.h>

#define CHECK(x) do { if (x) return -1; } while (0)
#define CHECK_TWICE(x) CHECK(x); CHECK(x)
#define _cleanup_ __attribute__((cleanup(clean)))
#define FIRST(n) for (int i = 0; i < (n); i++) if (i) break

int t(int s);
void clean(int *p);
void cleanup(int n);
jmp_buf buffer;
struct ops {
    int (*setjmp)(int);
};

int attribute(int n) {
    __defer t(1);
#ifdef A
    // CHECK: errors-skipped-flow.c:[[#@LINE+1]]:26: error: this cannot be rewritten: it is not compiled with these options, and has a 'cleanup' in it
    int a __attribute__((cleanup(clean))) = 5;
#endif
    return n;
}
int attribute_in_loop(int n) {
    for (int i = 0; i < n; i++) {
        _Defer t(i);
#ifdef A
        // CHECK: errors-skipped-flow.c:[[#@LINE+1]]:38: error: {{.*}} has a '__cleanup__' in it
        int a __attribute__((unused, __cleanup__(clean))) = i;
#endif
    }
    return n;
}
int macro_of_attribute(int n) {
    __defer t(1);
#ifdef A
    // CHECK: errors-skipped-flow.c:[[#@LINE+1]]:5: error: {{.*}} has a 'cleanup' in it
    _cleanup_ int a = 5;
#endif
    return n;
}
int twice(int n) {
    if (n)
        __defer t(1);
#ifdef A
    // CHECK: errors-skipped-flow.c:[[#@LINE+1]]:9: error: {{.*}} has a 'setjmp' in it
    if (setjmp(buffer))
        n++;
#endif
    return n;
}
int macro_that_returns(int n) {
    __defer t(1);
#ifdef A
    // CHECK: errors-skipped-flow.c:[[#@LINE+1]]:5: error: {{.*}} has a 'return' in it
    CHECK_TWICE(n);
#endif
    return n;
}

// No such words.
int others(int n, struct ops *o) {
    __defer t(1);
#ifdef A
    cleanup(n);
    int a[n] __attribute__((unused));
    o->setjmp(n);
    FIRST(n);
#endif
    return n;
}
