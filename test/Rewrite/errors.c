// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What cannot be rewritten is an error that says what and where, and nothing is
// written; errors of the language are the plugin's.
//
// RUN: not %rewrite %s -- -I%include > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out
// RUN: not %rewrite %s -- -DEXCEPTIONS -fexceptions 2>&1 | FileCheck --check-prefix=EXCEPTIONS %s
// RUN: not %rewrite --runtime=embed %s -- -DEXCEPTIONS -fplugin-arg-defer-unwind=chain 2>&1 \
// RUN:   | FileCheck --check-prefix=EMBED %s
// RUN: not %rewrite %s -- -DLANGUAGE 2>&1 | FileCheck --check-prefix=LANGUAGE %s

#include <stdio.h>

#ifdef EXCEPTIONS
// EMBED: errors.c:[[#@LINE+1]]:6: error: this cannot be rewritten: with unwind=chain the runtime must be linked
void f(void) {
    // EXCEPTIONS: errors.c:[[#@LINE+2]]:5: error: this cannot be rewritten: with exceptions
    // EXCEPTIONS: errors.c:[[#@LINE+1]]:5: note: with -fplugin-arg-defer-unwind=chain
    __defer puts("a");
    puts("b");
}
#elif defined LANGUAGE
void f(void) {
    __defer {
        // LANGUAGE: errors.c:[[#@LINE+1]]:9: error: 'return' cannot leave a deferred statement
        return;
    }
    puts("b");
}
#else
int f(int n) {
    __defer puts("a");
#ifdef OTHER
    // CHECK: errors.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it is not compiled with these options, and has a 'return' in it
    return 2;
#endif
    return n;
}
void g(int n) {
    for (int i = 0; i < n; i++) {
        // CHECK: errors.c:[[#@LINE+1]]:15: error: this cannot be rewritten: its type has a size that is not known where it would be declared
        int (*p)[n] = 0;
        p++;
        __defer printf("%d\n", p != 0);
    }
}
void h(int n) {
    // CHECK: errors.c:[[#@LINE+1]]:12: error: this cannot be rewritten: a deferred statement needs it outside of the function, where its name is used
    struct buffer { int v; } s = {n};
    for (int i = 0; i < n; i++)
        __defer_named(again) {
            if (s.v++ < 3)
                defer_run(again);
        }
}
void elsewhere(int n) {
    // CHECK: errors.c:[[#@LINE+1]]:16: error: this cannot be rewritten: it is local, and needed in a statement that becomes a function because it may run itself by name
    extern int defined_elsewhere;
    for (int i = 0; i < n; i++)
        __defer_named(again) {
            if (defined_elsewhere++ < 3)
                defer_run(again);
        }
}
inline void seen(int n) {
    for (int i = 0; i < n; i++)
        // CHECK: errors.c:[[#@LINE+1]]:9: error: this cannot be rewritten: it may run itself by name, and so becomes a function, which an inline one that others see cannot call
        __defer_named(again) {
            defer_run(again);
            puts("b");
        }
}
enum { MAX = 5 };
struct buffer { int a; };
int other_tag(int n) {
    if (n) {
        // CHECK: errors.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
        struct buffer { char c[40]; } b = { "x" };
        __defer puts(b.c);
    }
    return sizeof(struct buffer);
}
int other_constant(int n) {
    if (n) {
        // CHECK: errors.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
        enum { MAX = 1 } e = MAX;
        __defer printf("%d\n", e);
    }
    return MAX;
}
struct constant { const int a; int b; };
// CHECK: errors.c:[[#@LINE+1]]:6: error: this cannot be rewritten: a variable that would be assigned has a constant member
void constant_member(int n) {
    if (n) {
        struct constant c = {n, 2};
        __defer printf("%d %d\n", c.a, c.b);
    }
}
int directives(int n) {
    __defer puts("x");
    if (n)
        // CHECK: errors.c:[[#@LINE+1]]:9: error: this cannot be rewritten: there are directives in it
        return
#ifdef OTHER
            1
#else
            2
#endif
            ;
    return 3;
}
#define twice(x) (twice(x) * 2)
#define RETURN_TWICE(x) puts("r"); return twice(x)
int (twice)(int n);
int own_name(int n) {
    __defer puts("x");
    // CHECK: errors.c:[[#@LINE+1]]:14: error: this cannot be rewritten: something in this macro must change, and it expands to the name of a macro
    if (n) { RETURN_TWICE(n); }
    return 3;
}
#define PACKED(x) _Pragma("pack(push, 1)") x return sizeof(struct packed); _Pragma("pack(pop)")
int with_pragma(int n) {
    __defer puts("x");
    // CHECK: errors.c:[[#@LINE+1]]:14: error: this cannot be rewritten: something in this macro must change, and there is a pragma in it
    if (n) { PACKED(struct packed { char c; int i; };) }
    return 3;
}
int named_as_macro(int n) {
    // CHECK: errors.c:[[#@LINE+1]]:28: error: this cannot be rewritten: its name is a macro in another part of the function
    __defer printf("%d\n", n);
#define n 4
    return n;
#undef n
}
int n_of(void);
#define COUNTS __COUNTER__
int counts(int n) {
    __defer puts("x");
    // CHECK: errors.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it counts where nothing can be written out
#if COUNTS
    puts("y");
#endif
    return n;
}
int hides(int v) {
    __defer {
        defer_run(hiding);
        __defer printf("%d\n", v = v + 1);
        // CHECK: errors.c:[[#@LINE+1]]:13: error: this cannot be rewritten: it hides what a deferred statement names where that would run
        int v[2 + n_of()];
        v[0] = 1;
        __defer_named(hiding) printf("%d\n", v[0]);
    }
    return 0;
}
void drop(int *p);
int by_tables(int n) {
    for (int i = 0; i < n; i++)
        // CHECK: errors.c:[[#@LINE+1]]:9: error: this cannot be rewritten: it has labels whose addresses are taken, and is to stand in more than one place
        __defer {
            goto *(void *[]){&&one, &&two}[n % 2];
        one:
            puts("1");
        two:
            puts("2");
        }
    if (n > 3)
        return 1;
    int v __attribute__((cleanup(drop))) = n;
    while (n--)
        __defer printf("%d\n", v);
    return v;
}
int in_part(int n) {
    // CHECK: errors.c:[[#@LINE+1]]:5: error: this cannot be rewritten: a group of #if and #endif is in it only in part
    __defer
#if 1
        puts("a");
#else
        puts("b");
#endif
    return n;
}
int in_part_behind(int n) {
    __defer {
        puts("c");
        // CHECK: errors.c:[[#@LINE+1]]:1: error: this cannot be rewritten: with other options, what is under this begins or ends a statement that the rest is a part of
#if 1
    }
#else
    }
#endif
    return n;
}
void cleaned(int *);
void cleaned_by_for(void) {
    // CHECK: errors.c:[[#@LINE+1]]:14: error: this cannot be rewritten: it is no declaration of a block, and would not be cleaned
    for (int i __attribute__((cleanup(cleaned))) = 0; i < 2; i++)
        __defer puts("end");
}
// CHECK: errors.c:[[#@LINE+1]]:8: error: this cannot be rewritten: it has no name, and one is needed to declare a variable of this type
static struct { int a; } unnamed(int n) {
    __defer puts("end");
    if (n)
        goto out;
out:
    return unnamed(0);
}
#endif
