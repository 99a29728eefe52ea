// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What would mean something else in the place that it is moved to, or with other
// options, is an error.
//
// RUN: not %rewrite %s -- -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>

void changes_elsewhere(int n) {
    for (int i = 0; i < n; i++) {
        int k = i;
        __defer printf("%d\n", k);
#ifdef OTHER
        printf("%d\n", k); // it is there
        // CHECK: errors-places.c:[[#@LINE+1]]:9: error: this cannot be rewritten: it is not compiled with these options, and may change 'k', which has been copied because nothing does
        k += 100;
#endif
    }
}
void named_elsewhere(int n) {
    for (int i = 0; i < n; i++) {
        int k = i;
        __defer printf("%d\n", k);
        k++;
#ifdef OTHER
        s.k = 0;
        // CHECK: errors-places.c:[[#@LINE+1]]:24: error: this cannot be rewritten: it is not compiled with these options, and names 'k', which is not called so in the rewritten function
        printf("%d\n", k);
#endif
    }
}
void size_of_variable(int n) {
    if (n) {
        int size = n;
        // CHECK: errors-places.c:[[#@LINE+1]]:20: error: this cannot be rewritten: a deferred statement needs it where what it is made of is not there
        static int its_size = sizeof size;
        __defer printf("%d %d\n", its_size, size);
    }
}
void nested_twice(int n) {
    {
        struct b { char x[50]; };
        if (n) {
            // CHECK: errors-places.c:[[#@LINE+1]]:31: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
            struct a { struct b { int x; } b; };
            static struct a a = {{1}};
            __defer printf("%d\n", a.b.x++);
        }
        printf("%d\n", (int)sizeof(struct b));
    }
}
void constants_twice(int n) {
    if (n) {
        // CHECK: errors-places.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
        enum { FOUR = 4 };
        static int s[FOUR] = {FOUR};
        __defer printf("%d\n", s[0]++);
    } else {
        enum { FOUR = 6 };
        printf("%d\n", FOUR);
    }
}
void in_expression(int n) {
    if (n) {
        // CHECK: errors-places.c:[[#@LINE+1]]:39: error: this cannot be rewritten: a deferred statement needs it where what it is made of is not there
        int size = (int)sizeof(enum { THREE = 3 });
        __defer printf("%d %d\n", THREE, size);
    }
}
void address_of_static(int n) {
    static int v = 4;
    while (n-- > 0)
        __defer_named(h) {
            // CHECK: errors-places.c:[[#@LINE+1]]:30: error: this cannot be rewritten: it is in the initialiser of a static variable, and becomes something that is not constant
            static int *p = &v;
            printf("%d\n", (*p)++);
            defer_run(h);
        }
}
// CHECK: errors-places.c:[[#@LINE+1]]:15: error: this cannot be rewritten: it is declared with the function, and needed before that
static struct returned {
    int v;
} returns_new(int n) {
    struct returned r = {n};
    for (int i = 0; i < n; i++) {
        struct returned each = r;
        __defer_named(again) {
            if (each.v++ < 3)
                defer_run(again);
        }
    }
    return r;
}
int (*uses_returned)(void) = (int (*)(void))returns_new;
