// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a `goto` into a deferred statement is an error, forward or back;
// one inside of it, one past it and one between its own labels are none.
//
// RUN: %defer -fplugin-arg-defer-no-warn=loop -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=loop -c -o %t.o -Xclang -verify %s

void f(void);

void forward(void) {
  goto in; // expected-error {{'goto' jumps into a deferred statement}}
  __defer { // expected-note {{deferred by this '__defer'}}
  in:
    f();
  }
}

void backward(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
  in:
    f();
  }
  if (n)
    goto in; // expected-error {{'goto' jumps into a deferred statement}}
}

void into_nested_block(int n) {
  __defer if (n) { // expected-note {{deferred by this '__defer'}}
    while (n--) {
    in:
      f();
    }
  }
  goto in; // expected-error {{'goto' jumps into a deferred statement}}
}

// The note is at the outermost deferral that is entered.
void into_nested(int n) {
  __defer { // expected-note {{deferred by this '__defer'}}
    f();
    __defer {
    in:
      f();
    }
  }
  goto in; // expected-error {{'goto' jumps into a deferred statement}}
}

void inner_into_nested(int n) {
  __defer {
    if (n)
      goto in; // expected-error {{'goto' jumps into a deferred statement}}
    __defer { // expected-note {{deferred by this '__defer'}}
    in:
      f();
    }
  }
}

void allowed(int n) {
  if (n)
    goto past;
again:
  __defer {
  inner:
    if (n--)
      goto inner;
    if (n)
      goto end;
    f();
  end:;
  }
past:
  if (n--)
    goto again;
  f();
}
