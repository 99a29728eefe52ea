// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a `case` or `default` label in a deferred statement that belongs
// to a `switch` around it is an error; a `switch` of its own is none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void braced(int n) {
  switch (n) {
  case 0:
    __defer { // expected-note 3 {{deferred by this '__defer'}}
    case 1: // expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
      f();
    case 3 ... 5: // expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
      f();
    default: // expected-error {{'default' label in a deferred statement belongs to a 'switch' outside of it}}
      f();
    }
  }
}

void deeper(int n) {
  switch (n) {
    __defer while (n--) { // expected-note {{deferred by this '__defer'}}
      if (n) {
      case 1: // expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
        f();
      }
    }
  }
}

void of_the_outer_deferral(int n) {
  __defer {
    switch (n) {
    case 0:
      f();
      __defer { // expected-note {{deferred by this '__defer'}}
      case 2: // expected-error {{'case' label in a deferred statement belongs to a 'switch' outside of it}}
        f();
      }
    }
  }
}

void allowed(int n) {
  switch (n) {
  case 0:
    __defer {
      switch (n) {
      case 0:
        f();
        break;
      case 1 ... 3:
      default:
        f();
      }
    }
    break;
  case 1:
    __defer f();
  default:
    __defer switch (n) case 1: f();
  }
}
