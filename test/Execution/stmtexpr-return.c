// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: `e` of `return e;` is evaluated first: a deferral reached in `e`
// is pending when the function is left, and runs first.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(void) {
  int x = 1;
  __defer printf("older, x %d\n", x);
  return ({
    __defer {
      printf("in the expression, x %d\n", x);
      x = 50;
    }
    x += 2;
    x * 10;
  });
}

static int g(int n) {
  for (int i = 0; i < 3; i++) {
    int k = i;
    __defer printf("loop %d\n", k);
    if (i == n)
      return ({
        int v = k + 100;
        __defer printf("v %d\n", v);
        v;
      }) + 1;
  }
  return ({
    if (n > 5)
      return 6;
    7;
  });
}

int main(void) {
  printf("= %d\n", f());
  printf("= %d\n", g(1));
  printf("= %d\n", g(4));
  printf("= %d\n", g(9));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: in the expression, x 3
// CHECK-NEXT: older, x 50
// CHECK-NEXT: = 30
// CHECK-NEXT: v 101
// CHECK-NEXT: loop 1
// CHECK-NEXT: loop 0
// CHECK-NEXT: = 102
// CHECK-NEXT: loop 2
// CHECK-NEXT: loop 1
// CHECK-NEXT: loop 0
// CHECK-NEXT: = 7
// CHECK-NEXT: loop 2
// CHECK-NEXT: loop 1
// CHECK-NEXT: loop 0
// CHECK-NEXT: = 6
// CHECK-NOT: {{.+}}
