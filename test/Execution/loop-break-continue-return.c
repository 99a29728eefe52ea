// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: break, continue and goto out of a block leave a `__defer` pending;
// return runs it.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n, int brk, int ret) {
  for (int i = 0; i < n; i++) {
    int k = i;
    if (k == 1)
      continue;
    __defer printf("first %d\n", k);
    if (k == 2)
      continue;
    if (k == brk)
      break;
    __defer printf("second %d\n", k);
    if (k == ret)
      return k;
    printf("body %d\n", k);
  }
  printf("loop left\n");
  return -1;
}

int main(void) {
  printf("= %d\n", f(3, -1, -1));
  printf("= %d\n", f(6, 4, -1));
  printf("= %d\n", f(6, -1, 3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: body 0
// CHECK-NEXT: loop left
// CHECK-NEXT: first 2
// CHECK-NEXT: second 0
// CHECK-NEXT: first 0
// CHECK-NEXT: = -1
// CHECK-NEXT: body 0
// CHECK-NEXT: body 3
// CHECK-NEXT: loop left
// CHECK-NEXT: first 4
// CHECK-NEXT: second 3
// CHECK-NEXT: first 3
// CHECK-NEXT: first 2
// CHECK-NEXT: second 0
// CHECK-NEXT: first 0
// CHECK-NEXT: = -1
// CHECK-NEXT: body 0
// CHECK-NEXT: second 3
// CHECK-NEXT: first 3
// CHECK-NEXT: first 2
// CHECK-NEXT: second 0
// CHECK-NEXT: first 0
// CHECK-NEXT: = 3
// CHECK-NOT: {{.+}}
