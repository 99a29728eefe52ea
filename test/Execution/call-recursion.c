// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: what is pending belongs to one activation of the function: each
// call of a recursive function runs its own.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n) {
  __defer printf("leave %d\n", n);
  if (n == 0)
    return 0;
  for (int i = 0; i < 2; i++) {
    int k = i;
    if (n == 2)
      __defer printf("loop %d.%d\n", n, k);
    if (k == n % 2)
      f(n - 1);
  }
  return n;
}

static int depth(int n) {
  int mine = n;
  __defer {
    mine++;
    if (n > 0 && n % 2)
      printf("S calls depth(%d): %d\n", 0, depth(0));
  }
  return n ? depth(n - 1) + mine : 0;
}

int main(void) {
  printf("= %d\n", f(3));
  printf("= %d\n", depth(4));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: leave 0
// CHECK-NEXT: leave 1
// CHECK-NEXT: loop 2.1
// CHECK-NEXT: loop 2.0
// CHECK-NEXT: leave 2
// CHECK-NEXT: leave 3
// CHECK-NEXT: = 3
// CHECK-NEXT: S calls depth(0): 0
// CHECK-NEXT: S calls depth(0): 0
// CHECK-NEXT: = 10
// CHECK-NOT: {{.+}}
