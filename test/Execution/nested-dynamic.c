// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "`S` is a body of its own"; section 4: in a loop in S each
// execution of the block has its own instance, too.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void f(int n) {
  int total = 0;
  __defer printf("total %d\n", total);
  __defer {
    printf("S begin\n");
    for (int k = 0; k < n; k++) {
      int sq = k * k;
      __defer {
        printf("sq %d\n", sq);
        total += sq;
      }
      if (sq == 4)
        break;
      sq += 100;
    }
    __defer printf("S static\n");
    int i = 0;
  again:
    __defer printf("again %d\n", i);
    if (++i < 2)
      goto again;
    printf("S end, total %d\n", total);
  }
  printf("body\n");
}

int main(void) {
  f(2);
  f(5);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: body
// CHECK-NEXT: S begin
// CHECK-NEXT: S end, total 0
// CHECK-NEXT: again 2
// CHECK-NEXT: again 2
// CHECK-NEXT: S static
// CHECK-NEXT: sq 101
// CHECK-NEXT: sq 100
// CHECK-NEXT: total 201
// CHECK-NEXT: body
// CHECK-NEXT: S begin
// CHECK-NEXT: S end, total 0
// CHECK-NEXT: again 2
// CHECK-NEXT: again 2
// CHECK-NEXT: S static
// CHECK-NEXT: sq 4
// CHECK-NEXT: sq 101
// CHECK-NEXT: sq 100
// CHECK-NEXT: total 205
// CHECK-NOT: {{.+}}
