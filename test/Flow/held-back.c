// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What Clang holds back until it knows what is reached, it gives in a function
// that defers as elsewhere: each once, and none of what is not reached.
//
// RUN: %defer -Wall -fsyntax-only -Xclang -verify %s

void use(int);

int reached(int n) {
  n = n / 0; // expected-warning {{division by zero is undefined}}
  _Defer use(n);
  if (n < 0 && n > 3) // expected-warning {{overlapping comparisons always evaluate to false}}
    return 2;
  __defer n = 1 % 0; // expected-warning {{remainder by zero is undefined}}
  return n / 0; // expected-warning {{division by zero is undefined}}
}

int not_reached(int n) {
  if (0)
    n = 1 / 0;
  _Defer {
    if (0)
      n = 1 / 0;
    use(n);
  }
  if (0)
    n = 1 / 0;
  return n;
}
