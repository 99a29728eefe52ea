// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 4 and 6: only automatic variables and parameters are captured, and
// no variable length arrays; the list is not empty.
//
// RUN: %defer -fblocks -fsyntax-only -Xclang -verify %s
// RUN: %defer -fblocks -c -o /dev/null -Xclang -verify %s

void f(int);
int global;
enum { CONSTANT = 1 };

void g(int n) {
  static int kept;
  extern int global;
  int array[n], fixed[3];
  __block int shared = 1;
  __defer_capture() f(1); // expected-error {{'__defer_capture' names no variable; did you mean '__defer'?}}
  __defer_capture(global) f(2); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(n, kept) f(3); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(f) f(4); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(CONSTANT) f(5); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(n + 1) f(6); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(fixed[0]) f(7); // expected-error {{only automatic variables and parameters can be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(array) f(8); // expected-error {{a variable length array cannot be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(shared) f(9); // expected-error {{a '__block' variable cannot be captured}} expected-note {{deferred by this '__defer_capture'}}
  __defer_capture(unknown) f(10); // expected-error {{use of undeclared identifier 'unknown'}}
  __defer_capture(n, fixed) f(n + fixed[0]);
}
