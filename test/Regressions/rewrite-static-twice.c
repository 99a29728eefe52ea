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
  if (n == 3)
    return;
  int v __attribute__((cleanup(clean))) = n;
  for (int i = 0; i < n; i++)
    __defer {
      static int other = 1;
      printf("other %d\n", other++);
    }
}

int main(void) {
  f(3), f(2);
  return 0;
}

// CHECK: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: other 1
// CHECK-NEXT: other 2
// CHECK-NEXT: c2
// CHECK-NEXT: 8
// CHECK-NEXT: 9
