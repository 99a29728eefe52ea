// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a call of the setjmp or longjmp family in a deferred statement is
// an error, braced or not, and in any expression; outside it is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

#include <setjmp.h>
#include <ucontext.h>

int g(int);
extern jmp_buf env;
extern sigjmp_buf sig_env;
extern ucontext_t context;
extern void *words[5];
int _setjmp(struct __jmp_buf_tag *);
int own_fork(void) __attribute__((returns_twice));

void unbraced(void) {
  __defer setjmp(env); // expected-error-re {{call of '{{.*}}setjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer longjmp(env, 1); // expected-error-re {{call of '{{.*}}longjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
}

void braced(int n) {
  __defer { // expected-note 9 {{deferred by this '__defer'}}
    setjmp(env); // expected-error {{setjmp' in a deferred statement}}
    sigsetjmp(sig_env, 1); // expected-error {{sigsetjmp' in a deferred statement}}
    _setjmp(env); // expected-error {{call of '_setjmp' in a deferred statement}}
    __builtin_setjmp(words); // expected-error {{call of '__builtin_setjmp' in a deferred statement}}
    getcontext(&context); // expected-error {{call of 'getcontext' in a deferred statement}}
    own_fork(); // expected-error {{call of 'own_fork' in a deferred statement}}
    if (n == 1)
      siglongjmp(sig_env, 1); // expected-error {{call of 'siglongjmp' in a deferred statement}}
    if (n == 2)
      _longjmp(env, 1); // expected-error {{call of '_longjmp' in a deferred statement}}
    __builtin_longjmp(words, 1); // expected-error {{call of '__builtin_longjmp' in a deferred statement}}
  }
}

void in_expressions(int n) {
  __defer n = g(1 + (n ? setjmp(env) : 0)); // expected-error {{setjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer if (({ (longjmp)(env, n); n; })) g(1); // expected-error {{call of 'longjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer while (setjmp(env)) g(2); // expected-error {{setjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer {
    g(1);
    __defer g(setjmp(env)); // expected-error {{setjmp' in a deferred statement}} expected-note {{deferred by this '__defer'}}
  }
}

void allowed(int n) {
  if (setjmp(env))
    g(1);
  __defer g(2);
  __defer { g(sizeof(jmp_buf)); }
  if (n)
    longjmp(env, 1);
}
