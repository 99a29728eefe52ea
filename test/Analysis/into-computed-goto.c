// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a computed `goto` that may jump into a deferred statement is an
// error where a label in it has its address taken; `goto *&&L` is a `goto`.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void may(int n) {
  void *to = n ? &&in : &&out;
  goto *to; // expected-error {{'computed goto' may jump into a deferred statement}}
  __defer { // expected-note {{deferred by this '__defer'}}
  in: // expected-note {{'in' is a possible target}}
    f();
  }
out:
  f();
}

void table(int n) {
  static void *const to[] = {&&out, &&in};
  __defer { // expected-note {{deferred by this '__defer'}}
    f();
  in: // expected-note {{'in' is a possible target}}
    f();
  }
  goto *to[n]; // expected-error {{'computed goto' may jump into a deferred statement}}
out:
  f();
}

void constant(void) {
  goto *&&in; // expected-error {{'goto' jumps into a deferred statement}}
  __defer { // expected-note {{deferred by this '__defer'}}
  in:
    f();
  }
}

void allowed(int n) {
  void *to = n ? &&one : &&two;
  goto *&&one;
one:
  __defer {
  not_taken:
    if (n--)
      goto not_taken;
  }
  goto *to;
two:
  f();
}
