// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "When the function is left, all that is then pending runs in one
// reverse order"; section 8: a function may have both static and dynamic
// deferrals.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n, int leave) {
  __defer printf("before 1\n");
  __defer printf("before 2\n");
  if (leave == 0)
    return 0;
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("loop a %d\n", k);
    __defer printf("loop b %d\n", k);
    if (leave == 1 && i == 1)
      return 1;
  }
  if (leave == 2)
    return 2;
  __defer printf("after 1\n");
  __defer printf("after 2\n");
  return 3;
}

int main(void) {
  for (int leave = 0; leave <= 3; leave++)
    printf("= %d\n", f(3, leave));
  printf("no iterations\n");
  printf("= %d\n", f(0, 3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: = 0
// CHECK-NEXT: loop b 1
// CHECK-NEXT: loop a 1
// CHECK-NEXT: loop b 0
// CHECK-NEXT: loop a 0
// CHECK-NEXT: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: = 1
// CHECK-NEXT: loop b 2
// CHECK-NEXT: loop a 2
// CHECK-NEXT: loop b 1
// CHECK-NEXT: loop a 1
// CHECK-NEXT: loop b 0
// CHECK-NEXT: loop a 0
// CHECK-NEXT: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: = 2
// CHECK-NEXT: after 2
// CHECK-NEXT: after 1
// CHECK-NEXT: loop b 2
// CHECK-NEXT: loop a 2
// CHECK-NEXT: loop b 1
// CHECK-NEXT: loop a 1
// CHECK-NEXT: loop b 0
// CHECK-NEXT: loop a 0
// CHECK-NEXT: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: = 3
// CHECK-NEXT: no iterations
// CHECK-NEXT: after 2
// CHECK-NEXT: after 1
// CHECK-NEXT: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: = 3
// CHECK-NOT: {{.+}}
