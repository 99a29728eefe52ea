// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: the warnings that follow control do not take S to run in place:
// what is set after the deferral is set when S runs, and what S does is not
// done yet where the deferral is.
//
// Not so yet: Clang's own warnings still see S as the arm of an `if`.
// XFAIL: *
// RUN: %defer -Wall -Wextra -Wconditional-uninitialized -Wunreachable-code -Werror -c -o %t.o %s

void f(int);
void stop(int) __attribute__((noreturn));

int set_later(int n) {
  int x;
  __defer f(x);
  x = n;
  return n;
}

int never_returns_in_s(int n) {
  __defer stop(n);
  f(1);
  return n;
}

int falls_through_no_more(int n) {
  __defer {
    for (;;)
      f(n);
  }
  f(1);
  return n;
}
