// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral in a loop without a bound, that control comes back to.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics -fdiagnostics-parseable-fixits %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=loop %s

#include <setjmp.h>

int next(void);
void f(int);

void endless(void) {
  for (;;) { // expected-note {{no condition ends this loop}}
    int c = next();
    if (c < 0)
      break;
    __defer f(c); // expected-warning {{deferral in a loop without a bound: each round leaves one more pending until the function is left}} \
                  // expected-note {{'_Defer' would run the statement in each round, when its block is left}}
    f(0);
  }
  f(1);
}
// CHECK: warn-loop.c:[[#@LINE-6]]:5: warning: deferral in a loop without a bound: each round leaves one more pending until the function is left [-fplugin-arg-defer-no-warn=loop]
// CHECK: warn-loop.c:[[#@LINE-11]]:3: note: no condition ends this loop
// CHECK: warn-loop.c:[[#@LINE-8]]:5: note: '_Defer' would run
// CHECK: fix-it:"{{.*}}warn-loop.c":{[[#@LINE-9]]:5-[[#@LINE-9]]:12}:"_Defer"

// A `_Defer` there would run at once.
void alone(void) {
  while (1) { // expected-note {{no condition ends this loop}}
    if (next())
      __defer f(1); // expected-warning {{loop without a bound}}
    if (next())
      return;
  }
}

void captured(int n) {
  do { // expected-note {{no condition ends this loop}}
    __defer_capture(n) f(n); // expected-warning {{loop without a bound}}
    if (next())
      continue;
    if (!n--)
      return;
  } while (1);
}

void inner_counted(int n) {
  while (1) { // expected-note {{no condition}}
    for (int i = 0; i < n; i++) {
      __defer f(1); // expected-warning {{loop without a bound}} expected-note {{'_Defer'}}
      f(2);
    }
    if (next())
      break;
  }
  f(3);
}

void again(void) {
again:;
  int c = next();
  __defer f(c); // expected-warning {{loop without a bound}} expected-note {{'_Defer'}}
  if (next())
    goto again; // expected-note {{this 'goto' makes the loop}}
  f(0);
}

void in_statement(void) {
  __defer {
    for (;;) { // expected-note {{no condition}}
      if (next())
        break;
      __defer f(1); // expected-warning {{each round leaves one more pending until the deferred statement that it is in ends}} expected-note {{'_Defer'}}
      f(2);
    }
    f(3);
  }
  f(4);
}

jmp_buf env;
void with_setjmp(void) {
  if (setjmp(env))
    return;
  for (;;) { // expected-note {{no condition}}
    __defer f(1); // expected-warning {{loop without a bound}} expected-note {{'_Defer'}}
    if (next())
      break;
  }
  f(2);
}

// These have a bound, or a condition that is taken for one.
void bounded(int n) {
  for (int i = 0; i < n; i++) {
    __defer f(1);
    f(2);
  }
  while (next())
    __defer f(3);
  do {
    __defer f(4);
  } while (next());
  do
    __defer f(5);
  while (0);
  f(6);
}

// Control does not come round.
void once(int n) {
  for (;;) {
    int c = next();
    if (c > 0)
      continue;
    __defer f(c);
    f(n);
    break;
  }
  for (int i = 0; i < n; i++)
    for (;;) {
      if (next())
        continue;
      __defer f(1);
      break;
    }
  for (;;) {
    if (next())
      continue;
    __defer f(2);
    return;
  }
}

// Forward is no loop; nor is what the loop is behind.
void forward(int n) {
  if (n)
    goto on;
  f(1);
on:
  __defer f(2);
back:
  if (next())
    goto back;
  for (;;)
    if (next())
      break;
  f(3);
}

void scoped(void) {
  for (;;) {
    _Defer f(1);
    if (next())
      break;
  }
  f(2);
}
