// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a cleanup variable of an inner block that a function-scoped
// statement names is cleaned before that runs.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=cleaned %s

#define CLEANUP __attribute__((cleanup(clean)))

void clean(int *);
void f(int);

void inner(int n) {
  if (n) {
    int v CLEANUP = n; // expected-note 2 {{'v' is declared here}}
    __defer f(v); // expected-warning {{deferred statement names 'v', which has been cleaned up at the end of its block when the statement runs}}
    __defer { // expected-warning {{deferred statement names 'v'}}
      _Defer f(v);
      f(1);
    }
    _Defer f(v);
    f(2);
  }
  f(3);
}
// CHECK: warn-cleaned.c:[[#@LINE-9]]:5: warning: deferred statement names 'v', which has been cleaned up at the end of its block when the statement runs [-fplugin-arg-defer-no-warn=cleaned]

void right(int n) {
  int v CLEANUP = n;
  __defer f(v);
  __defer {
    int w CLEANUP = n;
    __defer f(w);
    f(1);
  }
  {
    int w CLEANUP = n;
    __defer_capture(w) f(w);
    int u CLEANUP = n;
    __defer f(v);
  }
  f(2);
}
