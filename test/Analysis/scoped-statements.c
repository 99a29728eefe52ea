// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: what S may not be or call, braced or not; `musttail`.
//
// RUN: %defer -fsyntax-only -Wunused-label -Xclang -verify %s

#include <setjmp.h>

void f(int);
int g(int);
extern jmp_buf e;

void calls(void) {
  _Defer longjmp(e, 1); // expected-error {{call of 'longjmp' in a deferred statement}} expected-note {{deferred by this '_Defer'}}
  _Defer { (void)setjmp(e); } // expected-error-re {{call of '{{_?setjmp}}' in a deferred statement}} expected-note {{deferred by this '_Defer'}}
}

void labels(int n) {
  _Defer L: f(1); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '_Defer'}} expected-warning {{unused label 'L'}}
}

int tail(int n) {
  {
    _Defer f(1);
    f(2);
  }
  if (n)
    __attribute__((musttail)) return g(n);
  _Defer f(3); // expected-note {{deferred by this '_Defer'}}
  __attribute__((musttail)) return g(n); // expected-error {{'musttail' call with a deferral pending}}
}
