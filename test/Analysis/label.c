// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a labelled statement cannot be deferred; one in braces can.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -c -o %t.o -Xclang -verify %s

void f(void);

void label(int n) {
  __defer L: f(); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '__defer'}}
  __defer
    M: { f(); } // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note@-1 {{deferred by this '__defer'}}
  __defer { __defer N: f(); } // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '__defer'}}
}

void allowed(void) {
  __defer { L: f(); }
M:
  __defer f();
}
