// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: all errors of a function are reported, and those of the functions
// after it.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s
// RUN: %defer -O2 -g -S -o %t.s -Xclang -verify %s

int g(int);
int getcontext(int *);

int first(int n) {
  __defer { // expected-note 4 {{deferred by this '__defer'}}
  in:
    if (n == 1)
      return 1; // expected-error {{'return' cannot leave a deferred statement}}
    if (n == 2)
      goto out; // expected-error {{'goto' cannot leave a deferred statement}}
    getcontext(&n); // expected-error {{call of 'getcontext' in a deferred statement}}
  }
  while (n--) {
    int a[n]; // expected-note {{'a' is declared here, in an inner block}}
    __defer { // expected-error {{deferred statement names 'a', a variable length array that does not outlive its block}} expected-note {{deferred by this '__defer'}}
      g(a[0]);
      break; // expected-error {{'break' cannot leave a deferred statement}}
    }
  }
  if (n)
    goto in; // expected-error {{'goto' jumps into a deferred statement}}
out:
  return 0;
}

int second(int n) {
  __defer L: g(n); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '__defer'}}
  __defer return 2; // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  return 0;
}

int right(int n) {
  __defer g(n);
  return 0;
}

// An error of Clang's does not hide ours in another function.
int clangs(void) { return undeclared; } // expected-error {{undeclared identifier 'undeclared'}}

int third(int n) {
  __defer return 2; // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  return 0;
}
