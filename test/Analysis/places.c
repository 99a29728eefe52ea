// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the exact place, line and column, of each error, and of its note.
//
// RUN: not %defer -std=gnu2x -ferror-limit=0 -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

#include <setjmp.h>

int g(int);
extern jmp_buf e;

int into_statement(int n) {
  switch (n) { case 1: ; __defer { in: case 2: g(1); } }
  if (n) goto in;
  asm goto("" : : : : in);
  goto *(n ? &&in : &&out);
out:
  return 0;
}
// CHECK: :[[#@LINE-6]]:10: error: 'goto' jumps into a deferred statement
// CHECK: :[[#@LINE-8]]:26: note: deferred by this '__defer'
// CHECK: :[[#@LINE-7]]:3: error: 'asm goto' jumps into a deferred statement
// CHECK: :[[#@LINE-10]]:26: note: deferred by this '__defer'
// CHECK: :[[#@LINE-8]]:3: error: 'computed goto' may jump into a deferred statement
// CHECK: :[[#@LINE-12]]:26: note: deferred by this '__defer'
// CHECK: :[[#@LINE-13]]:40: error: 'case' label in a deferred statement
// CHECK: :[[#@LINE-14]]:26: note: deferred by this '__defer'

int into_scope(int n) {
  if (n) goto in;
  if (n) asm goto("" : : : : in);
  if (n) goto *(n ? &&in : &&out);
out:;
  switch (n) { case 0: ; _Defer g(1); case 1: ; }
  _Defer g(2); in:
  return 0;
}
// CHECK: :[[#@LINE-8]]:10: error: 'goto' jumps into the scope of a deferral
// CHECK: :[[#@LINE-4]]:3: note: deferred by this '_Defer'
// CHECK: :[[#@LINE-9]]:10: error: 'asm goto' jumps into the scope of a deferral
// CHECK: :[[#@LINE-6]]:3: note: deferred by this '_Defer'
// CHECK: :[[#@LINE-10]]:10: error: 'computed goto' may jump into the scope of a deferral
// CHECK: :[[#@LINE-8]]:3: note: deferred by this '_Defer'
// CHECK: :[[#@LINE-10]]:39: error: 'case' label in the scope of a deferral
// CHECK: :[[#@LINE-11]]:26: note: deferred by this '_Defer'

int out_of_statement(int n) {
  while (n) { _Defer { g(1); break; } }
  while (n) { __defer { g(1); continue; } }
  __defer_capture(n) { if (n) return 1; }
  __defer_named(h) { g(2); goto out; }
  __defer { asm goto("" : : : : out); }
out:
  return 0;
}
// CHECK: :[[#@LINE-8]]:30: error: 'break' cannot leave a deferred statement
// CHECK: :[[#@LINE-9]]:15: note: deferred by this '_Defer'
// CHECK: :[[#@LINE-9]]:31: error: 'continue' cannot leave a deferred statement
// CHECK: :[[#@LINE-10]]:15: note: deferred by this '__defer'
// CHECK: :[[#@LINE-10]]:31: error: 'return' cannot leave a deferred statement
// CHECK: :[[#@LINE-11]]:3: note: deferred by this '__defer
// CHECK: :[[#@LINE-11]]:28: error: 'goto' cannot leave a deferred statement
// CHECK: :[[#@LINE-12]]:3: note: deferred by this '__defer_named'
// CHECK: :[[#@LINE-12]]:13: error: 'asm goto' cannot leave a deferred statement
// CHECK: :[[#@LINE-13]]:3: note: deferred by this '__defer'

void statements(int n) {
  __defer { g(1); longjmp(e, 1); }
  _Defer L: g(2);
  g(3);
}
// CHECK: :[[#@LINE-4]]:19: error: call of 'longjmp' in a deferred statement
// CHECK: :[[#@LINE-5]]:3: note: deferred by this '__defer'
// CHECK: :[[#@LINE-5]]:10: error: a labelled statement cannot be deferred
// CHECK: :[[#@LINE-6]]:3: note: deferred by this '_Defer'

void capture(int n) {
  static int kept;
  g(1); __defer_capture() g(2);
  __defer_capture(n, kept) g(3);
  g(4);
}
// CHECK: :[[#@LINE-4]]:9: error: '__defer_capture' names no variable
// CHECK: :[[#@LINE-4]]:22: error: only automatic variables and parameters can be captured
// CHECK: :[[#@LINE-5]]:3: note: deferred by this '__defer_capture'

void handle(int n) {
  __defer_named(h) g(1);
  if (n) __defer_named(h) g(2);
  g(3); defer_run(other);
  g(4); defer_cancel(other);
}
// CHECK: :[[#@LINE-4]]:10: error: the name 'h' is given to two deferrals
// CHECK: :[[#@LINE-6]]:3: note: it is given here first
// CHECK: :[[#@LINE-5]]:9: error: no deferral is named 'other' here
// CHECK: :[[#@LINE-5]]:9: error: no deferral is named 'other' here

int named_result(int n) {
  __defer_result long r = 0;
  if (n) { __defer_result int s = 0; g(s); }
  return 1;
}
// CHECK: :[[#@LINE-4]]:23: error: the named result has type 'long'
// CHECK: :[[#@LINE-4]]:31: error: a named result is an automatic variable of the function's outermost block

int tail(int n) {
  _Defer g(1);
  if (n) [[clang::musttail]] return tail(n);
  return 0;
}
// CHECK: :[[#@LINE-3]]:30: error: 'musttail' call with a deferral pending
// CHECK: :[[#@LINE-5]]:3: note: deferred by this '_Defer'

void kept(int n) {
  if (n) goto in;
  while (n--) {
    int k; in: k = n;
    __defer g(k);
    g(k);
  }
}
// CHECK: :[[#@LINE-7]]:10: error: 'goto' jumps into a block whose variable 'k' is kept by a deferral
// CHECK: :[[#@LINE-6]]:9: note: 'k' is declared here
// CHECK: :[[#@LINE-6]]:5: note: deferred by this '__defer'

void kept_switch(int n) {
  while (n--) {
    switch (n) { case 0: { int k; case 1: k = n; __defer g(k); g(k); } }
  }
}
// CHECK: :[[#@LINE-3]]:35: error: 'case' label jumps into a block whose variable 'k' is kept by a deferral
// CHECK: :[[#@LINE-4]]:32: note: 'k' is declared here
// CHECK: :[[#@LINE-5]]:50: note: deferred by this '__defer'

void inner_array(int n) {
  while (n++) {
    int a[n];
    if (n) __defer g(a[0]);
    g(1);
  }
}
// CHECK: :[[#@LINE-4]]:12: error: deferred statement names 'a', a variable length array
// CHECK: :[[#@LINE-6]]:9: note: 'a' is declared here

void backward(int n) {
again:;
  int a[n];
  __defer g(a[0]);
  if (n--) goto again;
}
// CHECK: :[[#@LINE-2]]:12: error: 'goto' leaves the scope of variable length array 'a'
// CHECK-DAG: :[[#@LINE-5]]:7: note: 'a' is declared here
// CHECK-DAG: :[[#@LINE-5]]:3: note: deferred by this '__defer'
