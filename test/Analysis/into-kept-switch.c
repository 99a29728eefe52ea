// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a `case` in a block inside a `switch` whose variables are kept by
// a deferral in a loop is an error; to enter the body of the `switch` at its
// `case` is allowed, with variables of its own.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void g(int *);

void nested_block(int n) {
  while (n--) {
    switch (n) {
    case 0: {
      int k; // expected-note 2 {{'k' is declared here}}
    case 1: // expected-error {{'case' label jumps into a block whose variable 'k' is kept by a deferral}}
      k = n;
      __defer g(&k); // expected-note 2 {{deferred by this '__defer'}}
    default: // expected-error {{'default' label jumps into a block whose variable 'k' is kept by a deferral}}
      g(0);
    }
    }
  }
}

void loop_in_switch(int n) {
  switch (n) {
  case 0:
    while (n--) {
      int k; // expected-note {{'k' is declared here}}
    case 1: // expected-error {{'case' label jumps into a block whose variable 'k' is kept by a deferral}}
      k = n;
      __defer g(&k); // expected-note {{deferred by this '__defer'}}
    }
  }
}

void body(int n) {
  while (n--) {
    switch (n) {
      int k;
    case 0:
      k = 1;
      __defer g(&k);
      break;
    default:
      k = n;
      __defer g(&k);
    }
  }
}

void whole_block_at_its_case(int n) {
  while (n--) {
    switch (n) {
    case 0: {
      int k = n;
      __defer g(&k);
      break;
    }
    default: {
      int k = n;
      switch (k) {
      case 1:
        __defer g(&k);
      }
    }
    }
  }
}

// The block is executed once, and not kept.
void once(int n) {
  switch (n) {
  case 0: {
    int k;
  case 1:
    k = n;
    __defer g(&k);
  }
  }
}
