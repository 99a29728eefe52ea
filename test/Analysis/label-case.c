// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a statement labelled by `case` or `default` cannot be deferred; a
// deferral can stand after such a label.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

// That control would enter the deferred statement is said as well.
void cases(int n) {
  switch (n) {
    __defer case 1: f(); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note 2 {{deferred by this '__defer'}} expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
    __defer default: f(); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note 2 {{deferred by this '__defer'}} expected-error {{'default' label in a deferred statement belongs to a 'switch' outside of it}}
  }
}

void in_no_switch(void) {
  __defer case 1: f(); // expected-error {{'case' statement not in switch statement}}
}

void allowed(int n) {
  switch (n) {
  case 1:
    __defer f();
  default:
    __defer f();
  }
}
