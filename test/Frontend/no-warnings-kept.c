// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The statements a deferral is made of do not silence the warnings about the
// deferred statement and what is around it.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -Wall -Wextra -fsyntax-only -Xclang -verify %s

int f(int);

void g(int n, int m) {
  if (n)
    if (m) // expected-note 0-1 {{}}
      __defer f(1);
  if (n)
    if (m)
      f(2);
    else // expected-warning {{add explicit braces to avoid dangling else}}
      __defer f(3);
  __defer if (n = m) f(4); // expected-warning {{using the result of an assignment as a condition}} expected-note 2 {{}}
  __defer n == m; // expected-warning {{equality comparison result unused}} expected-note {{}}
  __defer if (n); // expected-warning {{if statement has empty body}} expected-note {{}}
}
