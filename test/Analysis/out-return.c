// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: `return` in a deferred statement is an error, with a value or
// without, also where the statement is nested or in a statement expression.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

int g(int);

void no_value(int n) {
  __defer return; // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  __defer { // expected-note {{deferred by this '__defer'}}
    while (n--)
      if (g(n))
        return; // expected-error {{'return' cannot leave a deferred statement}}
  }
}

int value(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      return g(1); // expected-error {{'return' cannot leave a deferred statement}}
  }
  return 0;
}

int nested(int n) {
  __defer {
    g(1);
    __defer { // expected-note {{deferred by this '__defer'}}
      return 1; // expected-error {{'return' cannot leave a deferred statement}}
    }
  }
  return 0;
}

int in_expression(int n) {
  __defer g(({ // expected-note {{deferred by this '__defer'}}
    if (n)
      return 1; // expected-error {{'return' cannot leave a deferred statement}}
    2;
  }));
  return 0;
}

int allowed(int n) {
  if (n)
    return 1;
  __defer g(2);
  if (n == 2) {
    __defer g(3);
    return g(4);
  }
  return 0;
}
