// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A `case` of a `switch` outside, in a statement that defers itself.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s

void g(int);

void f(int n) {
  switch (n) {
    __defer { // expected-note {{deferred by this '__defer'}}
    case 1:   // expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
      __defer g(1);
    }
  }
}
