// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "The instance follows C": the variable of an inner `for` is one
// variable for each execution of that `for`.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++)
      __defer printf("i %d j %d\n", i, j);
}

static void braces(int n) {
  for (int i = 0; i < n; i++) {
    int row = i;
    for (int j = 10 * row; j < 100; j++) {
      __defer printf("row %d j %d\n", row, j);
      if (j == 10 * row + 1)
        break;
    }
  }
}

int main(void) {
  f(3);
  braces(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: i 3 j 3
// CHECK-NEXT: i 3 j 3
// CHECK-NEXT: i 3 j 3
// CHECK-NEXT: i 3 j 2
// CHECK-NEXT: i 3 j 2
// CHECK-NEXT: i 3 j 1
// CHECK-NEXT: row 2 j 21
// CHECK-NEXT: row 2 j 21
// CHECK-NEXT: row 1 j 11
// CHECK-NEXT: row 1 j 11
// CHECK-NEXT: row 0 j 1
// CHECK-NEXT: row 0 j 1
// CHECK-NOT: {{.+}}
