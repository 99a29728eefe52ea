// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "`S` is a body of its own: what `S` defers ... runs when `S`
// ends", before the older deferrals of the function.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n) {
  __defer printf("older\n");
  __defer {
    printf("S begin\n");
    __defer printf("S first\n");
    if (n > 1) {
      __defer printf("S in a block\n");
      printf("S block\n");
    }
    __defer {
      printf("S second, n %d\n", n);
      n = 0;
    }
    printf("S end\n");
  }
  __defer printf("newer\n");
  if (n == 2)
    return n;
  printf("body\n");
  return n;
}

int main(void) {
  printf("= %d\n", f(1));
  printf("= %d\n", f(2));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: body
// CHECK-NEXT: newer
// CHECK-NEXT: S begin
// CHECK-NEXT: S end
// CHECK-NEXT: S second, n 1
// CHECK-NEXT: S first
// CHECK-NEXT: older
// CHECK-NEXT: = 1
// CHECK-NEXT: newer
// CHECK-NEXT: S begin
// CHECK-NEXT: S block
// CHECK-NEXT: S end
// CHECK-NEXT: S second, n 2
// CHECK-NEXT: S in a block
// CHECK-NEXT: S first
// CHECK-NEXT: older
// CHECK-NEXT: = 2
// CHECK-NOT: {{.+}}
