// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: what is run or cancelled by name is not warned of as what would
// stay pending; what is not, is.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s

void f(int);
int next(void);
void exit(int) __attribute__((noreturn));

void each_round(void) {
  for (;;) {
    int n = next();
    __defer_named(h) f(n);
    if (n < 0)
      return;
    defer_run(h);
  }
}

void own_variable(int n) {
  for (int i = 0; i < n; i++) {
    __defer_named(h) f(i);
    if (next())
      return;
    defer_run(h);
  }
}

void never_left(void) {
  __defer_named(h) f(1);
  for (;;)
    if (next())
      defer_run(h);
}

void not_pending(int n) {
  __defer_named(h) f(n);
  if (n == 1) {
    defer_run(h);
    exit(1);
  }
  defer_cancel(h);
  exit(2);
}

void pending(int n) {
  __defer_named(h) f(n); // expected-note {{deferred by this '__defer_named'}}
  if (n)
    defer_run(h);
  exit(2); // expected-warning {{call of 'exit' with a deferral pending, which does not run}}
}

void again(int n) {
  if (n)
    defer_run(h);
  __defer_named(h) f(n);
}

int returned(int n) {
  int rc = n;
  __defer_named(h) rc++;
  if (n)
    defer_run(h);
  else
    defer_cancel(h);
  return rc;
}

void last(int n) {
  f(n);
  __defer_named(h) f(n); // expected-warning {{'__defer_named' is the last thing in the function, so what it defers runs at once}}
}

void last_value(int n) {
  for (int i = 0; i < n; i++) { // expected-note {{'i' is one variable for all rounds of the loop}}
    __defer_named(h) f(i); // expected-warning {{whenever it runs, the deferred statement sees the last value of 'i'; did you mean a variable of the loop's body?}}
    f(n);
  }
}

void piles_up(void) {
  for (;;) { // expected-note {{no condition ends this loop}}
    __defer_named(h) f(1); // expected-warning {{deferral in a loop without a bound: each round leaves one more pending until the function is left}}
    if (next())
      return;
  }
}
