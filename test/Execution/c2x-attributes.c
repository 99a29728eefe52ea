// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "C89 to C2y": attributes, unnamed parameters and binary constants
// of C2x.
//
// REWRITE-NOT: tcc (no attributes)
// RUN: %exec -std=gnu2x %s | FileCheck %s

#include <stdio.h>

[[nodiscard]] static int f(int n, int) {
  __defer printf("outer %d\n", n);
  for (int i = 0; i < 3; i++) {
    [[maybe_unused]] int v = i * n;
    int w = 0b11 + i;
    __defer printf("v %d w %d\n", v, w);
    switch (w) {
    case 4:
      __defer printf("four\n");
      [[fallthrough]];
    case 5:
      __defer printf("four or five\n");
      break;
    }
    if (i == n)
      return i;
  }
  return -1;
}

int main(void) {
  printf("= %d\n", f(2, 0));
  printf("= %d\n", f(1, 0));
  printf("= %d\n", f(9, 0));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: four or five
// CHECK-NEXT: v 4 w 5
// CHECK-NEXT: four or five
// CHECK-NEXT: four
// CHECK-NEXT: v 2 w 4
// CHECK-NEXT: v 0 w 3
// CHECK-NEXT: outer 2
// CHECK-NEXT: = 2
// CHECK-NEXT: four or five
// CHECK-NEXT: four
// CHECK-NEXT: v 1 w 4
// CHECK-NEXT: v 0 w 3
// CHECK-NEXT: outer 1
// CHECK-NEXT: = 1
// CHECK-NEXT: four or five
// CHECK-NEXT: v 18 w 5
// CHECK-NEXT: four or five
// CHECK-NEXT: four
// CHECK-NEXT: v 9 w 4
// CHECK-NEXT: v 0 w 3
// CHECK-NEXT: outer 9
// CHECK-NEXT: = -1
// CHECK-NOT: {{.+}}
