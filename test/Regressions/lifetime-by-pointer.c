// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that is declared behind a deferral of the same block lives until
// that has run, though the statement has only a pointer to it: on the way of an
// exception, and for block scope. (Clang's own _Defer ends it before.)
//
// RUN: %exec -fexceptions %s | FileCheck %s

#include <stdio.h>

__attribute__((noinline)) static void use(int *p, int n) {
  volatile int fill[16];
  for (int i = 0; i < 16; i++)
    fill[i] = n;
  printf("%d\n", *p);
}

static void call(int n) {
  if (n)
    defer_panic("n");
}

static int function(int n) {
  int *p;
  __defer use(p, (defer_recover(), n));
  int x = 5;
  p = &x;
  call(n);
  return 0;
}

static int block(int n) {
  __defer defer_recover();
  for (int i = 0; i < 2; i++) {
    int *p;
    _Defer use(p, n);
    int x = 6 + i;
    p = &x;
    call(n && i);
  }
  return 0;
}

static int statement(int n) {
  __defer defer_recover();
  __defer {
    int *p;
    __defer use(p, n);
    _Defer use(p, n);
    int x = 9;
    p = &x;
    call(n);
  }
  return 0;
}

int main(void) {
  for (int n = 0; n < 2; n++) {
    // CHECK: 5
    // CHECK-NEXT: 6
    // CHECK-NEXT: 7
    // CHECK-NEXT: 9
    // CHECK-NEXT: 9
    // CHECK-NEXT: 5
    // CHECK-NEXT: 6
    // CHECK-NEXT: 7
    // CHECK-NEXT: 9
    // CHECK-NEXT: 9
    function(n);
    block(n);
    statement(n);
  }
  return 0;
}
