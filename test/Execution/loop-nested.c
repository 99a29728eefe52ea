// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: one reverse order over nested loops; section 4: "each execution of
// the block has its own instance".
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n, int stop) {
  for (int i = 0; i < n; i++) {
    int row = i;
    __defer printf("row %d begin\n", row);
    for (int j = 0; j <= i; j++) {
      int cell = row * 10 + j;
      __defer printf("cell %d\n", cell);
      if (cell == stop)
        return cell;
    }
    __defer printf("row %d end\n", row);
  }
  return -1;
}

int main(void) {
  printf("= %d\n", f(3, -1));
  printf("= %d\n", f(3, 10));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: row 2 end
// CHECK-NEXT: cell 22
// CHECK-NEXT: cell 21
// CHECK-NEXT: cell 20
// CHECK-NEXT: row 2 begin
// CHECK-NEXT: row 1 end
// CHECK-NEXT: cell 11
// CHECK-NEXT: cell 10
// CHECK-NEXT: row 1 begin
// CHECK-NEXT: row 0 end
// CHECK-NEXT: cell 0
// CHECK-NEXT: row 0 begin
// CHECK-NEXT: = -1
// CHECK-NEXT: cell 10
// CHECK-NEXT: row 1 begin
// CHECK-NEXT: row 0 end
// CHECK-NEXT: cell 0
// CHECK-NEXT: row 0 begin
// CHECK-NEXT: = 10
// CHECK-NOT: {{.+}}
