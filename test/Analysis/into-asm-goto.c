// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: an asm goto into a deferred statement is an error; one to a label
// beside it is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void into(int n) {
  asm goto("" : : : : in); // expected-error {{'asm goto' jumps into a deferred statement}}
  __defer { // expected-note 2 {{deferred by this '__defer'}}
  in:
    f();
  }
  asm goto("" : : : : out, in); // expected-error {{'asm goto' jumps into a deferred statement}}
out:
  f();
}

void allowed(void) {
  asm goto("" : : : : out);
  __defer {
    asm goto("" : : : : in);
    f();
  in:;
  }
out:
  f();
}
