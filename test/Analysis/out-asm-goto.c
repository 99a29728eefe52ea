// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: an asm goto out of a deferred statement is an error.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void leaves(void) {
  __defer { // expected-note {{deferred by this '__defer'}}
    asm goto("" : : : : out); // expected-error {{'asm goto' cannot leave a deferred statement}}
    f();
  }
  __defer { // expected-note {{deferred by this '__defer'}}
  here:
    asm goto("" : : : : here, out); // expected-error {{'asm goto' cannot leave a deferred statement}}
    f();
  }
out:
  f();
}

void allowed(void) {
  __defer {
    asm goto("" : : : : inside);
    f();
  inside:;
  }
  asm goto("" : : : : outside);
  f();
outside:
  f();
}
