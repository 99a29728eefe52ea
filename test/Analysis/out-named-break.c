// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the named `break` and `continue` of C2y out of a deferred
// statement are errors; those that name a loop in it are none.
//
// REQUIRES: llvm-ge-22
// RUN: %defer -std=c2y -fsyntax-only -Xclang -verify %s
// RUN: %defer -std=c2y -c -o %t.o -Xclang -verify %s

void f(void);

void from_the_statement(int n) {
outer:
  while (n--) {
    __defer { // expected-note 2 {{deferred by this '__defer'}}
      if (n)
        break outer; // expected-error {{'break' cannot leave a deferred statement}}
      continue outer; // expected-error {{'continue' cannot leave a deferred statement}}
    }
  }
}

void from_an_inner_loop(int n) {
outer:
  for (;;) {
    __defer { // expected-note 2 {{deferred by this '__defer'}}
      while (n--) {
        if (n)
          break outer; // expected-error {{'break' cannot leave a deferred statement}}
        continue outer; // expected-error {{'continue' cannot leave a deferred statement}}
      }
    }
  }
}

void from_a_switch(int n) {
which:
  switch (n) {
  case 1:
    __defer { // expected-note {{deferred by this '__defer'}}
      switch (n)
      case 2:
        break which; // expected-error {{'break' cannot leave a deferred statement}}
    }
  }
}

void allowed(int n) {
  while (n--) {
    __defer {
    inner:
      while (n--) {
        switch (n) {
        case 1:
          break inner;
        case 2:
          continue inner;
        }
      }
    }
    f();
  }
}
