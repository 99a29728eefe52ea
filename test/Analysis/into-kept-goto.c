// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a `goto` from outside into a block whose variables are kept by a
// deferral in a loop is an error; one within the block, one out of it, and one
// into a block whose variables are not kept are none.
//
// RUN: %defer -fplugin-arg-defer-no-warn=loop -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=loop -c -o %t.o -Xclang -verify %s

void g(int *);

void into_the_body(int n) {
  if (n)
    goto in; // expected-error {{'goto' jumps into a block whose variable 'k' is kept by a deferral}}
  while (n--) {
    int k; // expected-note {{'k' is declared here}}
  in:
    __defer g(&k); // expected-note {{deferred by this '__defer'}}
  }
}

void backward(int n) {
  for (int i = 0; i < n; i++) {
    int k; // expected-note {{'k' is declared here}}
  in:
    k = i;
    __defer g(&k); // expected-note {{deferred by this '__defer'}}
  }
  if (n--)
    goto in; // expected-error {{'goto' jumps into a block whose variable}}
}

void by_asm(int n) {
  asm goto("" : : : : in); // expected-error {{'asm goto' jumps into a block whose variable 'k' is kept by a deferral}}
  while (n--) {
    int k; // expected-note {{'k' is declared here}}
  in:
    __defer g(&k); // expected-note {{deferred by this '__defer'}}
  }
}

void by_computed(int n) {
  void *to = &&in;
  goto *to; // expected-error {{'computed goto' may jump into a block whose variable 'k' is kept by a deferral}}
  while (n--) {
    int k; // expected-note {{'k' is declared here}}
  in: // expected-note {{'in' is a possible target}}
    __defer g(&k); // expected-note {{deferred by this '__defer'}}
  }
}

void within(int n) {
  while (n--) {
    int k = 0;
  in:
    k++;
    __defer g(&k);
    if (n % k == 0)
      goto in;
    if (n == 3)
      goto out;
  }
out:;
}

void nothing_kept(int n) {
  int k = 0;
  if (n)
    goto in;
  while (n--) {
    int not_named;
  in:
    __defer g(&k);
  }
  goto once;
  {
    int once_only;
  once:
    once_only = 0;
    __defer g(&once_only);
  }
}
