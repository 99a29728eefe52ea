// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: `musttail` with a deferral that may be pending is an error; where
// none can be, it is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

int g(int);

int pending(int n) {
  __defer g(1); // expected-note {{deferred by this '__defer'}}
  __attribute__((musttail)) return g(n); // expected-error {{'musttail' call with a deferral pending}}
}

int may_be_pending(int n) {
  if (n)
    __defer g(1); // expected-note {{deferred by this '__defer'}}
  __attribute__((musttail)) return g(n); // expected-error {{'musttail' call with a deferral pending}}
}

int from_an_earlier_round(int n) {
  while (n--) {
    if (n == 3)
      __attribute__((musttail)) return g(n); // expected-error {{'musttail' call with a deferral pending}}
    __defer g(1); // expected-note {{deferred by this '__defer'}}
  }
  return 0;
}

int of_a_left_block(int n) {
  {
    __defer g(1); // expected-note {{deferred by this '__defer'}}
  }
  __attribute__((musttail)) return g(n); // expected-error {{'musttail' call with a deferral pending}}
}

int before(int n) {
  if (n)
    __attribute__((musttail)) return g(n);
  __defer g(1);
  return 1;
}

int other_branch(int n) {
  if (n) {
    __defer g(1);
    return 1;
  } else {
    __attribute__((musttail)) return g(n);
  }
}

int without(int n) {
  __attribute__((musttail)) return g(n);
}
