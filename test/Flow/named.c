// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: the warnings that follow control, and the analyser, see S of what is
// run by name in that place, and nowhere what was cancelled.
//
// RUN: %defer %flow -fsyntax-only -Xclang -verify %s
// RUN: %defer %flow -O1 -c -o %t.o -Xclang -verify %s
// RUN: %defer -DANALYSER --analyze -Xclang -verify=analyser -o %t.plist %s

#include "Inputs/mutex.h"

struct mutex m;
int guarded __attribute__((guarded_by(m)));
void use(int);
void free(void *), *malloc(unsigned long);

#ifndef ANALYSER
int early(int n) {
  mutex_lock(&m);
  __defer_named(h) mutex_unlock(&m);
  guarded = n;
  if (n > 3) {
    defer_run(h);
    use(n);
    return 1;
  }
  guarded++;
  defer_run(h);
  use(2);
  defer_run(h);
  return n;
}

int by_hand(int n) {
  mutex_lock(&m);
  __defer_named(h) mutex_unlock(&m);
  if (n) {
    mutex_unlock(&m);
    defer_cancel(h);
    return 1;
  }
  return (defer_run(h), use(2), n);
}

void each_round(int n) {
  for (int i = 0; i < n; i++) {
    mutex_lock(&m);
    __defer_named(h) mutex_unlock(&m);
    if (guarded++ == n)
      return;
    defer_run(h);
  }
}

int too_late(int n) {
  mutex_lock(&m);
  __defer_named(h) mutex_unlock(&m);
  defer_run(h);
  guarded = n; // expected-warning {{writing variable 'guarded' requires holding mutex 'm' exclusively}}
  return n;
}

int kept(int n) {
  mutex_lock(&m); // expected-note {{mutex acquired here}}
  __defer_named(h) mutex_unlock(&m);
  defer_cancel(h);
  return n;
} // expected-warning {{mutex 'm' is still held at the end of function}}

int set_before(int n) {
  int k;
  __defer_named(g) use(k);
  k = n;
  defer_run(g);
  int never;
  __defer_named(p) use(never);
  defer_cancel(p);
  return n;
}

int not_set(int n) {
  int z; // expected-note {{initialize the variable 'z' to silence this warning}}
  __defer_named(f) use(z); // expected-note {{uninitialized use occurs here}}
  if (n) // expected-note {{remove the 'if' if its condition is always true}} expected-warning {{variable 'z' is used uninitialized whenever 'if' condition is false}}
    z = 1;
  defer_run(f);
  z = 2;
  return z;
}

int from_another(int n) {
  int k;
  __defer_named(h) use(k);
  __defer if (n) defer_run(h);
  __defer defer_cancel(h);
  k = n;
  return n;
}

void die(void) __attribute__((noreturn));
int not_returning(int n) {
  __defer_named(h) die();
  if (n)
    return n;
  defer_run(h);
}

int dead(int n) {
  __defer_named(h) use(n);
  return 1;
  defer_run(h); // expected-warning {{code will never be executed}}
}

#else

void *given_away(int n) {
  char *p = malloc(10);
  __defer_named(h) free(p);
  if (n) {
    defer_cancel(h);
    return p;
  }
  defer_run(h);
  return 0;
}

void after(int n) {
  char *p = malloc(10);
  if (!p)
    return;
  __defer_named(h) free(p);
  defer_run(h);
  *p = n; // analyser-warning {{se of memory after it is}}
}

void lost(int n) {
  char *p = malloc(10);
  __defer_named(h) free(p);
  if (n)
    defer_cancel(h);
} // analyser-warning {{Potential leak of memory pointed to by 'p'}}
#endif
