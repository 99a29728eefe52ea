// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Records whose statements are four deep are not copied for the way of an
// exception; a recovery in another record of the body was null then, and one by
// name ran for an exception that was none.
//
// RUN: %exec -fexceptions %s | FileCheck %s

#include <stdio.h>

static int state;
static void call(int n) {
  if (n == state)
    defer_panic("%d", n);
}

static void f(int n) {
  for (int i = 0; i < n; i++) {
    __defer
      __defer
        __defer
          __defer printf("deep\n");
    __defer_named(h) {
      char *message = defer_recover();
      printf("recovered %s\n", message ? message : "nothing");
      call(8);
    }
    if (i == 1)
      defer_run(h);
  }
  call(9);
}

static void from(int n) {
  state = n;
  __defer {
    char *message = defer_recover();
    if (message)
      printf("out: %s\n", message);
  }
  f(2);
}

int main(void) {
  // CHECK: recovered nothing
  // CHECK-NEXT: deep
  // CHECK-NEXT: recovered nothing
  // CHECK-NEXT: deep
  // CHECK-NEXT: end
  from(0);
  puts("end");
  // CHECK-NEXT: recovered nothing
  // CHECK-NEXT: deep
  // CHECK-NEXT: recovered 9
  // CHECK-NEXT: deep
  // CHECK-NEXT: end
  from(9);
  puts("end");
  // A panic by name; the rest runs for it, and another takes its place.
  // CHECK-NEXT: recovered nothing
  // CHECK-NEXT: deep
  // CHECK-NEXT: recovered 8
  // CHECK-NEXT: deep
  // CHECK-NEXT: out: 8
  // CHECK-NEXT: end
  from(8);
  puts("end");
  return 0;
}
