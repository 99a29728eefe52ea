// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Directives in what moves, or is replaced, would be lost, or stand where they mean
// something else; and with other options than those given, a declaration might hide
// what a deferred statement names.
//
// RUN: not %rewrite %s -- -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out

#include <stdio.h>
#define V 1

void initialised(int n) {
    for (int i = 0; i < n; i++) {
        // CHECK: errors-directives.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        const char *mode =
#ifdef OTHER
            "rb";
#else
            "r";
#endif
        __defer puts(mode);
        mode += i;
    }
}
int defined(int n) {
    if (n) {
        // CHECK: errors-directives.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        int k =
#undef V
#define V 2
            V;
        __defer printf("%d\n", k);
        k += V;
    }
    return V;
}
void of_static(int n) {
    if (n) {
#ifdef OTHER
        const
#endif
        // CHECK: errors-directives.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        static int k[] = {
#undef NEVER
            1, 2};
        __defer printf("%d\n", k[0]);
    }
}
int before_statement(int n) {
    for (int i = 0; i < n; i++) {
        // CHECK: errors-directives.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        _Defer
#undef V
#define V 9
            printf("%d\n", i);
        if (i == 1)
            break;
    }
    return V;
}
int by_name(int n) {
    __defer_named(h) puts("h");
    if (n)
        // CHECK: errors-directives.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        defer_cancel(
#undef V
#define V 3
            h);
    return V;
}
int hides(int n) {
    int v = n;
    {
#ifdef OTHER
        // CHECK: errors-directives.c:[[#@LINE+1]]:21: error: this cannot be rewritten: it is not compiled with these options, and declares 'v', which a deferred statement names
        int *w = 0, v = 70;
#endif
        __defer printf("%d\n", v);
        v++;
    }
    return v;
}
// What only names it is no declaration.
int names(int n) {
    int v = n, w = 0;
    {
#ifdef OTHER
        w = v;
        if (w)
            puts("w");
        else
            printf("%d", v), w += v * 2;
#endif
        __defer printf("%d\n", v);
    }
    return w;
}
// A group of #if and #endif that moves as a whole.
int whole(int n) {
    if (n) {
        static const char *names[] = {"a",
#ifdef OTHER
                                      "b",
#endif
                                      "c"};
        __defer puts(names[1]);
    }
    return n;
}
// CHECK: 6 errors generated.
