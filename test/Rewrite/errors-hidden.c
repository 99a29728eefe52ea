// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What hides, where a statement would run, a name that this means otherwise, and
// cannot be given another name: a type or an enumerator, wherever it is made.
//
// RUN: not %rewrite %s -- -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

int x = 1;
struct s { char c; };

void constant(void) {
    __defer printf("%d\n", x);
    // CHECK: errors-hidden.c:[[#@LINE+1]]:12: error: this cannot be rewritten: it hides what a deferred statement names where that would run
    enum { x = 5 };
    printf("%d\n", x);
}
void constant_in_record(int n) {
    if (n) {
        _Defer printf("%d\n", x);
        // CHECK: errors-hidden.c:[[#@LINE+1]]:25: error: this cannot be rewritten: it hides what a deferred statement names where that would run
        struct { enum { x = 5 } m; } v = {x};
        printf("%d\n", v.m);
    }
}
void constant_by_name(int n) {
    __defer_named(h) printf("%d\n", x);
    if (n) {
        // CHECK: errors-hidden.c:[[#@LINE+1]]:16: error: this cannot be rewritten: it hides what a deferred statement names where that would run
        enum { x = 77 };
        defer_run(h);
        printf("%d\n", x);
    }
}
void in_size(int n) {
    __defer printf("%d\n", (int)sizeof(struct s));
    // CHECK: errors-hidden.c:[[#@LINE+1]]:28: error: this cannot be rewritten: it hides what a deferred statement names where that would run
    n = (int)sizeof(struct s { long a, b; });
    printf("%d\n", n);
}
void in_size_by_name(int n) {
    __defer_named(h) printf("%d\n", (int)sizeof(struct s));
    if (n) {
        // CHECK: errors-hidden.c:[[#@LINE+1]]:27: error: this cannot be rewritten: it hides what a deferred statement names where that would run
        n = sizeof(struct s { long z; });
        defer_run(h);
    }
}
void moved(int n) {
    printf("%d\n", (int)sizeof(struct t { int a[10]; }));
    if (n) {
        // CHECK: errors-hidden.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
        struct t { int b; } v = {5};
        __defer printf("%d\n", v.b);
    }
}
int result(int n) {
    __defer_result int r = 3;
    __defer printf("%d\n", r);
    {
        // CHECK: errors-hidden.c:[[#@LINE+1]]:16: error: this cannot be rewritten: it hides the named result where a 'return' sets that
        enum { r = 9 };
        if (n)
            return 7;
    }
}
int result_elsewhere(int n) {
    __defer_result int r = 3;
    __defer printf("%d\n", r);
    {
        enum { r = 9 };
        n += r;
    }
    return n;
}
// In the statement itself, or in blocks that are at an end, they do no harm, nor
// does a type hide a variable.
void harmless(int n) {
    __defer {
        enum { x = 6 } v = x;
        printf("%d %d\n", v, (int)sizeof(struct s { long a, b; }));
    }
    __defer printf("%d %d\n", x, (int)sizeof(struct s));
    for (enum { x = 3 } e = x; n--;)
        printf("%d %d\n", e, (int)sizeof(struct s { short a; }));
    {
        _Defer printf("%d\n", x);
        for (enum { x = 3 } e = x; n--;)
            printf("%d\n", e);
    }
    struct x { int a; } y = {x};
    printf("%d\n", y.a);
}
// CHECK-NOT: error:
