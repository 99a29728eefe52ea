// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: "One body of `S` for normal exits however many returns there
// are": a static local of S is one object for all of them.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  __defer {
    static int runs;
    printf("run %d of n %d\n", ++runs, n);
  }
  if (n == 0)
    return 0;
  if (n == 1)
    return 1;
  for (int i = 0; i < n; i++) {
    __defer {
      static int loops = 100;
      printf("loop run %d\n", loops++);
    }
    if (i == 3)
      return 3;
  }
  return 2;
}

int main(void) {
  for (int n = 0; n < 5; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: run 1 of n 0
// CHECK-NEXT: = 0
// CHECK-NEXT: run 2 of n 1
// CHECK-NEXT: = 1
// CHECK-NEXT: loop run 100
// CHECK-NEXT: loop run 101
// CHECK-NEXT: run 3 of n 2
// CHECK-NEXT: = 2
// CHECK-NEXT: loop run 102
// CHECK-NEXT: loop run 103
// CHECK-NEXT: loop run 104
// CHECK-NEXT: run 4 of n 3
// CHECK-NEXT: = 2
// CHECK-NEXT: loop run 105
// CHECK-NEXT: loop run 106
// CHECK-NEXT: loop run 107
// CHECK-NEXT: loop run 108
// CHECK-NEXT: run 5 of n 4
// CHECK-NEXT: = 3
// CHECK-NOT: {{.+}}
