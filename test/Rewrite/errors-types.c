// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A type that would be another one where it would be, or be called, is an error;
// and what is called for a copy must be there.
//
// RUN: not %rewrite %s -- -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out
// RUN: not %rewrite %s -- -I%include -DCHAIN -fplugin-arg-defer-unwind=chain 2>&1 | FileCheck --check-prefix=CHAIN %s

#include <stdio.h>

char n[100];
struct s { int a, b; };
typedef struct { int a; } unnamed;
typedef const struct s constant;

#ifndef CHAIN
void outside(int n) {
    // CHECK: errors-types.c:[[#@LINE+1]]:12: error: this cannot be rewritten: it is local, and needed in a statement that becomes a function because it may run itself by name
    struct t { char c[sizeof(n)]; };
    for (int i = 0; i < n; i++)
        __defer_named(h) {
            struct t x;
            printf("%d\n", (int)sizeof x);
            defer_run(h);
        }
}
void outside_static(int n) {
    // CHECK: errors-types.c:[[#@LINE+1]]:19: error: this cannot be rewritten: it is local, and needed in a statement that becomes a function because it may run itself by name
    static struct t { int m; } v = {sizeof(n)};
    for (int i = 0; i < n; i++)
        __defer_named(h) {
            struct t x = {1};
            printf("%d\n", x.m + v.m);
            defer_run(h);
        }
}
int value_before_array(int n) {
    // CHECK: errors-types.c:[[#@LINE+1]]:12: error: this cannot be rewritten: the name of its type means something else where it would be written
    return ({
        typedef struct { int m; } value;
        value v = {n};
        _Defer v.m = 0;
        if (n)
            return 0;
        char array[n];
        _Defer array[0] = 0;
        v;
    }).m;
}
typedef int __attribute__((may_alias)) any;
void attributes(any *p, int any) {
    if (any) {
        // CHECK: errors-types.c:[[#@LINE+1]]:24: error: this cannot be rewritten: the name of its type means something else where it would be written
        __typeof__(*p) q = *p;
        __defer *p = q;
        q++;
    }
}
void packed(int n) {
    if (n) {
#pragma pack(push, 1)
        // CHECK: errors-types.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it elsewhere, and a pragma of the function says how types are laid out
        struct p { char a; int b; } x = {1, 2};
#pragma pack(pop)
        __defer printf("%d\n", (int)sizeof x);
    }
}
#define PACK(...) _Pragma("pack(push, 1)") __VA_ARGS__ _Pragma("pack(pop)")
void packed_by_macro(int n) {
    if (n) {
        PACK(struct other { char a; int b; } y = {1, 2};)
        // CHECK: errors-types.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it elsewhere, and a pragma of the function says how types are laid out
        struct p { char a; int b; } x = {1, 2};
        __defer printf("%d\n", (int)sizeof x);
        printf("%d\n", y.b);
    }
}
void cast(int n) {
    if (n) {
        // CHECK: errors-types.c:[[#@LINE+1]]:24: error: this cannot be rewritten: the name of its type means something else where it would be written
        const struct s c = {1, 2};
        __defer printf("%d\n", c.b);
        {
            struct s { long x; int b; };
            printf("%d %d\n", c.b, _Generic(n, int: 1));
        }
    }
}
void initialised(int n) {
    if (n) {
        struct s { char c[10]; };
        // CHECK: errors-types.c:[[#@LINE+1]]:18: error: this cannot be rewritten: the name of its type means something else where it would be written
        constant x = {4};
        __defer printf("%d %d\n", x.a, n);
        n = sizeof(struct s);
    }
}
// CHECK: errors-types.c:[[#@LINE+1]]:9: error: this cannot be rewritten: the name of its type means something else where it would be written
unnamed result(unnamed *unnamed) {
    __defer unnamed->a = 0;
    return *unnamed;
}
// CHECK: errors-types.c:[[#@LINE+1]]:15: error: this cannot be rewritten: it hides memcpy, which a copy is made with
void copy(int memcpy) {
    if (memcpy) {
        int a[2] = {memcpy, 2};
        __defer printf("%d\n", a[0]);
        a[0]++;
    }
}
// Of what says nothing about that, nothing is said.
void unrolled(int n) {
    if (n) {
        struct p { char a; int b; } x = {1, 2};
        __defer printf("%d\n", (int)sizeof x);
#pragma GCC diagnostic ignored "-Wunused"
#pragma GCC unroll 4
        for (int i = 0; i < n; i++)
            x.b++;
    }
}
// CHECK-NOT: error:
#else
void shared(int n) {
    if (n) {
        // CHAIN: errors-types.c:[[#@LINE+1]]:21: error: this cannot be rewritten: a deferred statement needs it where what it is made of is not there
        static long v = sizeof(n);
        __defer printf("%ld %d\n", v++, n);
    }
}
void shared_type(int n) {
    // CHAIN: errors-types.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it is local, and needed in a statement that becomes a function because it may run for a panic
    enum { SIZE = sizeof(n) };
    __defer printf("%d\n", SIZE);
}
#endif
