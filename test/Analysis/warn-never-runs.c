// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral that can never run, for nothing leaves the function or
// the block. Where it is a call that does not return, the call has the warning;
// an assertion has none.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=never-runs -fplugin-arg-defer-no-warn=noreturn %s
// RUN: %defer -fsyntax-only -fexceptions -fplugin-arg-defer-no-warn=noreturn -Werror -DUNWINDS -Wno-everything -fplugin-arg-defer-no-warn=loop %s

#include <assert.h>

void f(int);
int test(void);
_Noreturn void stop(void);

void function(void) {
  __defer f(1); // expected-warning {{deferred statement never runs: nothing leaves the function}}
  for (;;)
    f(2);
}
// CHECK: warn-never-runs.c:[[#@LINE-4]]:3: warning: deferred statement never runs: nothing leaves the function [-fplugin-arg-defer-no-warn=never-runs]

// In a loop, `_Defer` was meant.
void each_round(void) {
  while (1) {
    __defer f(1); // expected-warning {{nothing leaves the function}} expected-note {{'_Defer' would run the statement in each round}}
    assert(test());
    f(2);
  }
}

void block(int n) {
  if (n) {
    _Defer f(1); // expected-warning {{nothing leaves its block}}
    int x = test();
    for (;;)
      f(x);
  }
  f(2);
}

void statement(int n) {
  __defer {
    __defer f(1); // expected-warning {{nothing leaves the deferred statement that it is in}}
    while (1)
      f(2);
  }
  if (n)
    return;
  f(3);
}

void branches(int n) {
  __defer f(1); // expected-warning {{nothing leaves the function}}
  if (n)
  again:
    goto again;
  for (;;) {
    if (test())
      continue;
    f(2);
  }
}

void call(int n) {
  __defer f(1); // expected-note 2 {{deferred by this}}
  if (n)
    stop(); // expected-warning {{call of 'stop'}}
  while (1)
    if (test())
      stop(); // expected-warning {{call of 'stop'}}
}

// It is left.
int leaves(int n) {
  __defer f(1);
  for (;;) {
    _Defer f(2);
    {
      _Defer f(3);
      f(4);
    }
    if (n-- == 0)
      break;
  }
  for (;;) {
    if (test())
      return 1;
  }
}

void round_and_round(void) {
  for (;;) {
    _Defer f(1);
    if (test())
      continue;
    f(2);
  }
}

void out_of_block(int n) {
  for (;;) {
    {
      _Defer f(1);
      for (;;) {
        _Defer f(2);
        f(3);
        if (test())
          goto out;
      }
    }
  out:;
  }
}

// Still to be written, or dead.
void todo(void) {
  __defer f(1);
  __builtin_trap();
}

void dead(void) {
  for (;;)
    f(1);
  __defer f(2);
  for (;;)
    f(3);
}
