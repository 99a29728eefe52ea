// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain there is more that cannot be rewritten: it is said, and nothing
// is written.
//
// RUN: not %rewrite %s -- -I%include -fplugin-arg-defer-unwind=chain > %t.out 2> %t.err
// RUN: FileCheck %s < %t.err
// RUN: count 0 < %t.out
// RUN: %rewrite %s -- -I%include -DLESS -fplugin-arg-defer-unwind=chain > %t.c
// RUN: %clang -DLESS -I%include -fsyntax-only -Werror %t.c

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

void clean(int *p);
jmp_buf back;

int sum(int n, const double a[n], int m[n][2]) {
    __defer printf("%g %d\n", a[0], m[0][1]);
    return n;
}

#ifndef LESS
void loop(int n) {
    // CHECK: chain-errors.c:[[#@LINE+1]]:14: error: this cannot be rewritten: it is no declaration of a block
    for (int i __attribute__((cleanup(clean))) = 0; i < n; i++)
        puts("a");
}

int comes_back(void) {
    if (setjmp(back) == 0) {
        // CHECK: chain-errors.c:[[#@LINE+1]]:9: error: this cannot be rewritten: a setjmp in the function may lead out of its block
        _Defer puts("b");
        longjmp(back, 1);
    }
    return 0;
}

#ifdef __x86_64__
// CHECK: chain-errors.c:[[#@LINE+1]]:37: error: this cannot be rewritten: it is a parameter, whose type the compiler has no name for
void says(const char *text, va_list values) {
    _Defer vprintf(text, values);
    puts("c");
}
#endif

inline int called(int n) {
    // CHECK: chain-errors.c:[[#@LINE+1]]:5: error: this cannot be rewritten: it may run for a panic
    __defer puts("d");
    return n;
}

// CHECK: chain-errors.c:[[#@LINE+1]]:50: error: this cannot be rewritten: it recovers from panics with setjmp
__attribute__((always_inline)) static inline int recovers(int n) {
    __defer defer_recover();
    return n;
}
#endif
