// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a copy belongs to its deferral alone: two deferrals that capture
// one variable have two copies, and neither is the variable.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  int *first = 0, *second = 0;
  int v = n;
  __defer printf("v %d\n", v);
  __defer printf("apart %d\n", first != second && first != &v && second != &v);
  __defer_capture(v) {
    first = &v;
    printf("first %d\n", v);
    v = 100;
  }
  v++;
  __defer_capture(v) {
    second = &v;
    printf("second %d\n", v);
    v = 200;
  }
  v++;
  return v;
}

static void in_loop(void) {
  int v = 0;
  __defer printf("v %d\n", v);
  for (int i = 0; i < 2; i++) {
    __defer_capture(v) printf("a %d\n", v++);
    __defer_capture(v) printf("b %d\n", v++);
    v += 10;
  }
}

int main(void) {
  printf("= %d\n", f(1));
  in_loop();
  return 0;
}

// CHECK: second 2
// CHECK-NEXT: first 1
// CHECK-NEXT: apart 1
// CHECK-NEXT: v 3
// CHECK-NEXT: = 3
// CHECK-NEXT: b 10
// CHECK-NEXT: a 10
// CHECK-NEXT: b 0
// CHECK-NEXT: a 0
// CHECK-NEXT: v 20
