// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: what is wrong when S runs at the end gets Clang's own warnings,
// at the place and with the note that the same code there would get.
//
// RUN: %defer -fplugin-arg-defer-no-warn=returned-value %flow -DD=__defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=returned-value %flow -DD=_Defer -fsyntax-only -Xclang -verify %s

#include "Inputs/mutex.h"

int open(void), close(int);
void use(int);
void stop(int) __attribute__((noreturn));

struct mutex m, m2;
int shared __attribute__((guarded_by(m)));

int set_in_s(void) {
  int x; // expected-note {{initialize the variable 'x' to silence this warning}}
  D x = 1;
  return x; // expected-warning {{variable 'x' is uninitialized when used here}}
}

int never_set(int n) {
  int fd; // expected-note {{initialize the variable 'fd' to silence this warning}}
  D if (fd >= 0) close(fd); // expected-warning {{variable 'fd' is uninitialized when used here}}
  return n;
}

int not_set_before_a_return(int n) {
  int fd; // expected-note {{initialize the variable 'fd' to silence this warning}}
  D if (fd >= 0) close(fd); // expected-note {{uninitialized use occurs here}}
  if (n) // expected-warning {{variable 'fd' is used uninitialized whenever 'if' condition is true}} expected-note {{remove the 'if' if its condition is always false}}
    return -1;
  fd = open();
  return fd;
}

void set_in_one_branch(int n) {
  int x; // expected-note {{initialize the variable 'x' to silence this warning}}
  if (n) // expected-warning {{variable 'x' is used uninitialized whenever 'if' condition is false}} expected-note {{remove the 'if' if its condition is always true}}
    x = 1;
  D use(x); // expected-note {{uninitialized use occurs here}}
}

int runs_off(int n) {
  D use(1);
  if (n)
    return 1;
} // expected-warning {{non-void function does not return a value in all control paths}}

__attribute__((noreturn)) void returns(int n) {
  D if (n) stop(n);
} // expected-warning {{function declared 'noreturn' should not return}}

int dead_code(int n) {
  D use(1);
  return n;
  use(2); // expected-warning {{code will never be executed}}
}

int dead_deferral(int n) {
  return n;
  __defer use(2); // expected-warning {{code will never be executed}}
}

int dead_in_s(int n) {
  D {
    use(1);
    stop(n);
    use(2); // expected-warning {{code will never be executed}}
  }
  return n;
}

void after_the_end(void) {
  mutex_lock(&m);
  {
    _Defer mutex_unlock(&m);
    shared++;
  }
  shared++; // expected-warning {{writing variable 'shared' requires holding mutex 'm' exclusively}}
}

int not_locked(int n) {
  D shared = n; // expected-warning {{writing variable 'shared' requires holding mutex 'm' exclusively}}
  if (n)
    return 1;
  return 2;
}

void two_locks(int n) {
  mutex_lock(&m); // expected-note {{mutex acquired here}}
  mutex_lock(&m2); // expected-note {{mutex acquired here}}
  D use(n);
} // expected-warning {{mutex 'm' is still held at the end of function}} expected-warning {{mutex 'm2' is still held at the end of function}}

int wrong_order(int n) {
  mutex_lock(&m);
  D shared = n; // expected-warning {{writing variable 'shared' requires holding mutex 'm' exclusively}}
  D mutex_unlock(&m);
  return 2;
}
