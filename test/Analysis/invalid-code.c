// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Code that Clang refuses, with deferrals in it, does not crash the plugin.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void not_declared(void) {
  __defer undeclared_thing; // expected-error {{undeclared identifier}}
  __defer { f(missing); } // expected-error {{undeclared identifier}}
}

void no_label(void) {
  __defer goto nowhere; // expected-error {{use of undeclared label 'nowhere'}}
  goto nor_here; // expected-error {{use of undeclared label 'nor_here'}}
}

void twice(void) {
  __defer { L: f(); } // expected-note {{previous definition is here}}
  __defer { L: f(); } // expected-error {{redefinition of label 'L'}}
}

int wrong_type(struct incomplete s) { // expected-error {{variable has incomplete type 'struct incomplete'}} expected-note {{forward declaration}} expected-warning {{will not be visible outside of this function}}
  __defer f();
  return 0;
}

void missing_statement(void) {
  __defer
} // expected-error {{expected statement}}

__defer f(); // expected-error 1+ {{}}

void unclosed(void) { // expected-note 0+ {{to match this '{'}}
  __defer { f(); // expected-note {{to match this '{'}}
// expected-error@* 2 {{expected '}'}}
