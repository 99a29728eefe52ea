// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What other options compile is not parsed: what it may declare, or make a macro of, is
// found among its tokens, and what is no declaration is none.
//
// RUN: not %rewrite %s -- -w -I%include > %t.out 2> %t.err
// RUN: FileCheck --implicit-check-not=error: %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

int t(const char *s), u(const char *s), c(int n);
enum { V = 7 };
struct q { char c[3]; };

int pointer(int x) {
    __defer t("d");
#ifdef A
    // CHECK: errors-skipped.c:[[#@LINE+1]]:11: error: this cannot be rewritten: it is not compiled with these options, and declares 't', which a deferred statement names
    int (*t)(const char *) = u;
#endif
    return x;
}
int last(int x) {
    __defer t("d");
#ifdef A
    // CHECK: errors-skipped.c:[[#@LINE+1]]:30: error: {{.*}} declares 't'
    int n[] = {t(1), 2}, *m, t = 4;
#endif
    return x;
}
int enumerator(int x) {
    __defer printf("%d\n", V);
#ifdef A
    // CHECK: errors-skipped.c:[[#@LINE+1]]:12: error: {{.*}} declares 'V'
    enum { V = 8 };
#endif
    return x;
}
int structure(int x) {
    __defer printf("%d\n", (int)sizeof(struct q));
#ifdef A
    // CHECK: errors-skipped.c:[[#@LINE+1]]:12: error: {{.*}} declares 'q'
    struct q { char c[30]; } z;
#endif
    return x;
}
int macro(int x) {
    __defer t("d");
// CHECK: errors-skipped.c:[[#@LINE+1]]:1: error: {{.*}}it is not compiled with these options, and makes another macro of 't'
#ifdef A
#define t u
#endif
    return x;
}
int calls(int x) {
    __defer t("d");
#ifdef A
#define ONLY_HERE t
    if (c(x)) t("a");
    while (c(x)) t("a"); // t
    if (x) c(x); else t("a");
    do t("a"); while (c(x));
    ONLY_HERE("a");
    int r = t("a"), *p = &r, s[1] = {t("b")};
    struct other { int t; } o = {t("c")};
#endif
    return x;
}
