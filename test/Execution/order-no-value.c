// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5, "end of function": a function with a return type may end without
// a return, when its value is not used; its deferrals run.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  __defer printf("f %d\n", n);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("k %d\n", k);
  }
  if (n == 1)
    return 5;
  printf("end of f\n");
}

static struct {
  int v[10];
} g(int n) {
  __defer printf("g %d\n", n);
  n++;
}

int main(void) {
  f(0);
  int r = f(1);
  printf("= %d\n", r);
  f(2);
  g(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: end of f
// CHECK-NEXT: f 0
// CHECK-NEXT: k 0
// CHECK-NEXT: f 1
// CHECK-NEXT: = 5
// CHECK-NEXT: end of f
// CHECK-NEXT: k 1
// CHECK-NEXT: k 0
// CHECK-NEXT: f 2
// CHECK-NEXT: g 4
// CHECK-NOT: {{.+}}
