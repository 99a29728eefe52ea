// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: jumps into the scope of a `_Defer`, into its statement and out of
// it.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s

void f(int);

void over(int n) {
  if (n)
    goto L; // expected-error {{'goto' jumps into the scope of a deferral}}
  _Defer f(1); // expected-note {{deferred by this '_Defer'}}
L:
  f(2);
}

void from_outside(int n) {
  if (n)
    goto L; // expected-error {{'goto' jumps into the scope of a deferral}}
  {
    _Defer f(1); // expected-note {{deferred by this '_Defer'}}
    { L: f(2); }
  }
}

void backward_in(int n) {
  {
    _Defer f(1); // expected-note {{deferred by this '_Defer'}}
  L:
    f(2);
  }
  if (n)
    goto L; // expected-error {{'goto' jumps into the scope of a deferral}}
}

void case_over(int n) {
  switch (n) {
  case 0:
    _Defer f(1); // expected-note 2 {{deferred by this '_Defer'}}
  case 1: // expected-error {{'case' label in the scope of a deferral belongs to a 'switch' outside of it}}
    f(2);
  default: // expected-error {{'default' label in the scope of a deferral belongs to a 'switch' outside of it}}
    f(3);
  }
}

void computed(int n) {
  void *to = &&L;
  if (n)
    goto *to; // expected-error {{'computed goto' may jump into the scope of a deferral}}
  _Defer f(1); // expected-note {{deferred by this '_Defer'}}
L: // expected-note {{'L' is a possible target}}
  f(2);
}

void assembler(int n) {
  asm goto("" : : : : L); // expected-error {{'asm goto' jumps into the scope of a deferral}}
  _Defer f(1); // expected-note {{deferred by this '_Defer'}}
L:
  f(2);
}

int statement(int n) {
  for (;;) {
    _Defer { // expected-note 5 {{deferred by this '_Defer'}}
      if (n == 1)
        break; // expected-error {{'break' cannot leave a deferred statement}}
      if (n == 2)
        continue; // expected-error {{'continue' cannot leave a deferred statement}}
      if (n == 3)
        return 1; // expected-error {{'return' cannot leave a deferred statement}}
      if (n == 4)
        goto out; // expected-error {{'goto' cannot leave a deferred statement}}
    in:
      f(1);
    }
    goto in; // expected-error {{'goto' jumps into a deferred statement}}
  }
out:
  return 0;
}

// All of these are right.
void right(int n) {
L:
  _Defer f(1);
  if (n == 1)
    goto L;
  if (n == 2)
    goto M;
  {
    _Defer f(2);
    if (n == 3)
      goto L;
    if (n == 4)
      goto M;
  N:
    if (n == 5)
      goto N;
  }
  switch (n) {
    {
    case 1:
      _Defer f(3);
      f(4);
    }
  case 2: {
    _Defer f(5);
    break;
  }
  }
M:
  f(6);
}
