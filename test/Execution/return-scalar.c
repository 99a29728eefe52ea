// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: "`e` is evaluated and converted to the function's return type
// first; then deferrals run; then the function returns that value."
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int global = 1;

static int local(void) {
  int x = 5;
  __defer printf("x is %d\n", x);
  __defer x = 99;
  return x;
}

static int through_pointer(void) {
  int x = 6;
  int *p = &x;
  __defer *p = 99;
  return *p;
}

static int of_global(void) {
  __defer global += 10;
  return global;
}

static int of_parameter(int x) {
  __defer x = -1;
  return x * 2;
}

static const char *of_pointer(void) {
  const char *s = "kept";
  __defer s = "changed";
  return s;
}

static double of_double(void) {
  double d = 1.5;
  __defer d = 0;
  return d + d;
}

static int in_loop(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    __defer sum = -1000;
    sum += i;
  }
  return sum;
}

int main(void) {
  printf("%d\n", local());
  printf("%d\n", through_pointer());
  int r = of_global();
  printf("%d %d\n", r, global);
  printf("%d\n", of_parameter(21));
  printf("%s\n", of_pointer());
  printf("%.1f\n", of_double());
  printf("%d\n", in_loop(5));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: x is 99
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 1 11
// CHECK-NEXT: 42
// CHECK-NEXT: kept
// CHECK-NEXT: 3.0
// CHECK-NEXT: 10
// CHECK-NOT: {{.+}}
