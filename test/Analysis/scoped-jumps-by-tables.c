// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: what leaves the scope of a `_Defer` runs its statement, and a computed
// `goto` and an `asm goto` cannot: to Clang no exit is made of them, and with a
// cleanup variable they are errors. So they are here, also if the label is only a
// possible target; one between places of the scope is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void computed(int n) {
  static void *const to[] = {&&in, &&out};
  _Defer f();
in: // expected-note 2 {{'in' is a possible target}}
  f();
  {
    _Defer f(); // expected-note 4 {{deferred by this '_Defer'}}
    if (n)
      goto *to[n]; // expected-error 2 {{'computed goto' may leave the scope of a deferral}}
    f();
    if (n)
      goto *to[n]; // expected-error 2 {{'computed goto' may leave the scope of a deferral}}
  }
out: // expected-note 2 {{'out' is a possible target}}
  f();
}

void behind_it_only(int n) {
  static void *const to[] = {&&one, &&two};
  {
    goto *to[n];
  one:
    f();
  two:
    _Defer f();
    f();
  }
}

void by_asm(void) {
  {
    asm goto("" : : : : out);
    _Defer f(); // expected-note {{deferred by this '_Defer'}}
    asm goto("" : : : : in);
  in:
    asm goto("" : : : : out); // expected-error {{'asm goto' cannot leave the scope of a deferral}}
  }
out:
  f();
}

void constant(void) {
  {
    _Defer f();
    goto *&&out;
  }
out:
  f();
}
