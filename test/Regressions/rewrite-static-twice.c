// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had a statement twice, and its static variable, where
// the list is run before and after something else.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void clean(int *p) { printf("c%d\n", *p); }

static void f(int n) {
  for (int i = 0; i < n; i++)
    __defer {
      static int count = 5;
      printf("%d\n", count++);
    }
  int v __attribute__((cleanup(clean))) = n;
  for (int i = 0; i < n; i++)
    __defer {
      static int other = 1;
      printf("other %d\n", other++);
    }
  if (n == 1)
    return;
  __defer printf("f\n");
}

int main(void) {
  f(1), f(2);
  return 0;
}

// CHECK: other 1
// CHECK-NEXT: c1
// CHECK-NEXT: 5
// CHECK-NEXT: f
// CHECK-NEXT: other 2
// CHECK-NEXT: other 3
// CHECK-NEXT: c2
// CHECK-NEXT: 6
// CHECK-NEXT: 7
