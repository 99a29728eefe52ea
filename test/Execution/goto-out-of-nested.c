// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: "`goto` out of the block": a `__defer` stays pending, with the
// instances of the blocks that were left.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n, int hit) {
  for (int i = 0; i < n; i++) {
    int row = i;
    for (int j = 0; j < n; j++) {
      int col = j;
      while (1) {
        int sum = row * 10 + col;
        __defer printf("sum %d\n", sum);
        if (sum == hit)
          goto found;
        if (col > row)
          goto next_row;
        break;
      }
    }
  next_row:
    __defer printf("row %d\n", row);
  }
  __defer printf("not found\n");
  goto out;
found:
  __defer printf("found\n");
out:
  return hit;
}

int main(void) {
  printf("= %d\n", f(3, 10));
  printf("= %d\n", f(2, 99));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: found
// CHECK-NEXT: sum 10
// CHECK-NEXT: row 0
// CHECK-NEXT: sum 1
// CHECK-NEXT: sum 0
// CHECK-NEXT: = 10
// CHECK-NEXT: not found
// CHECK-NEXT: row 1
// CHECK-NEXT: sum 11
// CHECK-NEXT: sum 10
// CHECK-NEXT: row 0
// CHECK-NEXT: sum 1
// CHECK-NEXT: sum 0
// CHECK-NEXT: = 99
// CHECK-NOT: {{.+}}
