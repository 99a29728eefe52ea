// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a block literal is a function of its own, which is no statement.
//
// RUN: %defer -fsyntax-only -fblocks -fexceptions -Xclang -verify %s

void f(void);

void literal(void) {
  __defer f();
  (void)^{ return defer_recover(); }; // expected-error {{'defer_recover' in a block literal is not supported}}
}

void in_statement(void) {
  __defer ((void (^)(void))^{ (void)defer_recover(); })(); // expected-error {{'defer_recover' in a block literal is not supported}}
  f();
}
