// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a computed `goto` that may leave a deferred statement is an
// error; one between labels of the statement is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void may(int n) {
  void *to = &&out;
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      goto *to; // expected-error {{'computed goto' may leave a deferred statement}}
    f();
  }
out: // expected-note {{'out' is a possible target}}
  f();
}

void constant(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    if (n)
      goto *&&out; // expected-error {{'goto' cannot leave a deferred statement}}
    f();
  }
out:
  f();
}

void allowed(int n) {
  __defer {
    void *to = n ? &&one : &&two;
    goto *to;
  one:
    f();
  two:
    f();
    if (n--)
      goto *&&one;
  }
not_taken:
  f();
  if (n)
    goto not_taken;
}
