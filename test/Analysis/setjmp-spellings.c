// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Calls of the family are found behind casts, commas and choices; where nothing
// is evaluated there is no call.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -Wno-unused-value -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -O1 -DREMARK -Rpass=defer -c %s -o %t.o 2>&1 | FileCheck %s

typedef long jmp_buf[25];
int setjmp(jmp_buf) __attribute__((returns_twice));
void longjmp(jmp_buf, int) __attribute__((noreturn));
typedef struct { long all[128]; } ucontext_t;
int setcontext(const ucontext_t *);

extern jmp_buf e;
extern ucontext_t u;
void f(void);

#ifndef REMARK
void calls(int n) {
  __defer (0, longjmp)(e, 1); // expected-error {{call of 'longjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer (n ? longjmp : longjmp)(e, 1); // expected-error {{call of 'longjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer (*(void (*)(jmp_buf, int))longjmp)(e, 1); // expected-error {{call of 'longjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer setcontext(&u); // expected-error {{call of 'setcontext' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer { // expected-note {{deferred by this '__defer'}}
    int v[({ longjmp(e, 1); 2; })]; // expected-error {{call of 'longjmp' in a deferred statement}}
    (void)v;
  }
}
#endif

void unevaluated(void) {
  __defer (void)sizeof(setjmp(e));
  __defer (void)_Generic(setjmp(e), int : 1);
  __defer __builtin_choose_expr(0, longjmp(e, 1), f());
}

// CHECK: [[@LINE+3]]:3: remark: deferral open-coded: control flow tells
void not_called(void) {
  (void)sizeof(setjmp(e));
  __defer f();
}
