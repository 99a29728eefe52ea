// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: what S sets is not set yet behind the deferral.
//
// Not so yet: Clang's own warnings still see S as the arm of an `if`.
// XFAIL: *
// RUN: %defer -Wall -fsyntax-only -Xclang -verify %s

int set_in_s(void) {
  int x; // expected-note {{initialize the variable 'x' to silence this warning}}
  __defer x = 1;
  return x; // expected-warning {{variable 'x' is uninitialized when used here}}
}
