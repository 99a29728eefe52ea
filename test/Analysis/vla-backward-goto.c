// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a backward jump to before a variable length array of the
// outermost block that a deferred statement names is an error; one that stays
// after it, or one past an array nobody names, is none.
//
// RUN: %defer -fplugin-arg-defer-no-warn=loop -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=loop -c -o %t.o -Xclang -verify %s

void g(int *, ...);

void plain(int n) {
again:
  g(0);
  int a[n]; // expected-note {{'a' is declared here}}
  __defer g(a); // expected-note {{deferred by this '__defer'}}
  if (n--)
    goto again; // expected-error {{'goto' leaves the scope of variable length array 'a', which a deferred statement names}}
}

void by_asm(int n) {
again:;
  int a[n]; // expected-note {{'a' is declared here}}
  __defer g(a); // expected-note {{deferred by this '__defer'}}
  asm goto("" : : : : again); // expected-error {{'asm goto' leaves the scope of variable length array 'a', which a deferred statement names}}
}

void before_the_deferral(int n) {
again:;
  int a[n]; // expected-note {{'a' is declared here}}
  if (n--)
    goto again; // expected-error {{'goto' leaves the scope of variable length array 'a', which a deferred statement names}}
  __defer g(a); // expected-note {{deferred by this '__defer'}}
}

void from_a_block(int n) {
again:
  n--;
  int k = 1, a[n]; // expected-note {{'a' is declared here}}
  while (n) {
    __defer g(a); // expected-note {{deferred by this '__defer'}}
    if (n == 3)
      goto again; // expected-error {{'goto' leaves the scope of variable length array 'a', which a deferred statement names}}
  }
}

void in_the_statement(int n) {
  __defer {
  again:
    n--;
    int a[n]; // expected-note {{'a' is declared here}}
    __defer g(a); // expected-note {{deferred by this '__defer'}}
    if (n)
      goto again; // expected-error {{'goto' leaves the scope of variable length array 'a', which a deferred statement names}}
  }
}

void after_it(int n) {
  int a[n];
again:
  __defer g(a);
  if (n--)
    goto again;
}

void not_named(int n) {
again:
  n--;
  int a[n];
  int (*p)[n] = &a;
  int fixed[3];
  __defer g(*p, fixed);
  if (n)
    goto again;
}

void forward(int n) {
  int a[n];
  __defer g(a);
  if (n)
    goto out;
  g(a);
out:;
}
