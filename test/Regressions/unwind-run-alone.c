// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement with nothing in it that may throw but a use of a name was taken to
// have no end for exceptions.
//
// RUN: %exec -fexceptions %s | FileCheck %s

#include <stdio.h>

static void call(int n) {
  if (n)
    defer_panic("%d", n);
}

static void f(int n) {
  __defer printf("recovered %s\n", defer_recover() ? "a panic" : "nothing");
  __defer_named(h) printf("named\n");
  __defer { defer_run(h); }
  call(n);
}

int main(void) {
  // CHECK: named
  // CHECK-NEXT: recovered nothing
  f(0);
  // CHECK-NEXT: named
  // CHECK-NEXT: recovered a panic
  f(1);
  return 0;
}
