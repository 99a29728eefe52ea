// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: `break` and `continue` out of a deferred statement are errors;
// those of a loop or `switch` in it are none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s

void f(void);

void unbraced(int n) {
  while (n--)
    __defer break; // expected-error {{'break' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  do
    __defer continue; // expected-error {{'continue' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  while (n--);
}

void braced(int n) {
  for (int i = 0; i < n; i++) {
    __defer { // expected-note 2 {{deferred by this '__defer'}}
      if (i)
        break; // expected-error {{'break' cannot leave a deferred statement}}
      continue; // expected-error {{'continue' cannot leave a deferred statement}}
    }
  }
}

void of_a_switch(int n) {
  switch (n) {
  case 0:
    __defer { // expected-note {{deferred by this '__defer'}}
      break; // expected-error {{'break' cannot leave a deferred statement}}
    }
  }
}

// The `break` is the inner switch's, the `continue` the outer loop's.
void mixed(int n) {
  while (n--) {
    __defer { // expected-note {{deferred by this '__defer'}}
      switch (n) {
      case 0:
        break;
      case 1:
        continue; // expected-error {{'continue' cannot leave a deferred statement}}
      }
    }
  }
}

void from_nested(int n) {
  __defer {
    while (n--) {
      __defer { // expected-note 2 {{deferred by this '__defer'}}
        if (n)
          break; // expected-error {{'break' cannot leave a deferred statement}}
        continue; // expected-error {{'continue' cannot leave a deferred statement}}
      }
    }
  }
}

// Clang's own errors are not repeated.
void in_no_loop(void) {
  __defer break; // expected-error-re {{'break' statement not in loop or switch statement{{$}}}}
  __defer continue; // expected-error-re {{'continue' statement not in loop statement{{$}}}}
}

void allowed(int n) {
  while (n--) {
    __defer {
      for (;;) {
        if (n)
          break;
        continue;
      }
      do {
        if (n)
          continue;
        break;
      } while (n--);
      switch (n) {
      case 1:
        break;
      default:
        while (n--)
          continue;
      }
    }
    __defer while (n) break;
    if (n == 1)
      break;
    if (n == 2)
      continue;
    f();
  }
}
