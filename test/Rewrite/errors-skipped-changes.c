// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What has been copied because nothing changes it, or has not been copied for that reason,
// must be evidently no more than read in what other options compile.
//
// RUN: not %rewrite %s -- -w -I%include > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: count 0 < %t.out

#include <ctype.h>
#include <stdio.h>

#define ADD(x) ((x) += 5)

struct ops {
    int (*get)(int);
};
int t(int s);

int capture(int n) {
    __defer_capture(n) t(n);
#ifdef A
    // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it is not compiled with these options, and may change 'n', which a capture does not copy because nothing does
    n += 3;
#endif
    return n;
}
int capture_in_loop(int n) {
    int v = n;
    for (int i = 0; i < 2; i++) {
        __defer_capture(v) t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:9: error: {{.*}}may change 'v', which a capture does not copy because nothing does
        v++;
#endif
    }
    return v;
}
int capture_in_block(int n) {
    {
        int w = n;
        __defer_capture(w) t(w);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:9: error: {{.*}}may change 'w', which a capture does not copy
        w = 3;
#endif
    }
    return n;
}
int in_capture(int n) {
    __defer_capture(n) {
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:11: error: {{.*}}may change 'n', which a capture does not copy
        --n;
#endif
        t(n);
    }
    return n;
}
int parentheses(int n) {
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:10: error: {{.*}}may change 'v', which has been copied because nothing does
        (v)++;
#endif
    }
    return n;
}
int address(int n) {
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:24: error: {{.*}}may change 'v', which has been copied
        scanf("%d", &((v)));
#endif
    }
    return n;
}
int macro(int n) {
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:13: error: {{.*}}may change 'v', which has been copied
        ADD(v);
#endif
    }
    return n;
}
int perhaps_a_macro(int n) {
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:23: error: {{.*}}may change 'v', which has been copied
        ONLY_WITH_A(t(v + 1));
#endif
    }
    return n;
}
int assembly(int n) {
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        // CHECK: errors-skipped-changes.c:[[#@LINE+1]]:23: error: {{.*}}may change 'v', which has been copied
        asm("" : "+r"(v));
#endif
    }
    return n;
}

// What is only read may be.
int reads(int n, struct ops *o, int (*pointer)(int)) {
    __defer_capture(n) t(n);
    int a[4] = {0};
    for (int i = 0; i < n; i++) {
        int v = i;
        __defer t(v);
#ifdef A
        printf("%d %d\n", v, n);
        if (v && (v < n))
            a[v] = v + o->get(v) + pointer(v) + isdigit(v) + (int)sizeof(v);
        o[v].get = o[n].get;
#endif
    }
    return n;
}
int copied(int n) {
    __defer_capture(n) t(n);
    n++;
#ifdef A
    n++;
#endif
    return n;
}
