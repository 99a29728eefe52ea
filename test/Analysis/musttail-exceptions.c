// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With exceptions there is a landing pad where a function that defers is left,
// and no `musttail` call before it: an error at the call.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fexceptions -c -o %t.o -Xclang -verify %s

int g(int n);

int h(int n) {
  if (n) {
    __defer g(2); // expected-note {{deferred by this '__defer'}}
    return g(n);
  }
  __attribute__((musttail)) return g(n); // expected-error {{a 'musttail' call cannot be compiled with exceptions in a function that defers}}
}

int scoped(int n) {
  if (n) {
    _Defer g(2);
  }
  __attribute__((musttail)) return g(n);
}
