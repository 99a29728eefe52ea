// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `break` leaves a `__defer` pending; deferrals in the cases of a
// switch, with fall through, and a return from inside.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  __defer printf(".\n");
  switch (n) {
  case 0:
    __defer printf("zero ");
    break;
  case 1:
    __defer printf("one ");
    /* fall through */
  case 2:
    __defer printf("two ");
    if (n == 1)
      break;
    /* fall through */
  default:
    __defer printf("default ");
    if (n == 4)
      return 4;
    break;
  case 3: {
    __defer printf("three ");
    return 3;
  }
  }
  __defer printf("after ");
  return -n;
}

static void in_loop(int n) {
  for (int i = 0; i < n; i++) {
    switch (i) {
    case 0:
      continue;
    case 1:
      __defer printf("case 1\n");
      continue;
    case 3:
      __defer printf("case 3\n");
      break;
    default:
      __defer printf("default\n");
    }
    __defer printf("after switch\n");
  }
}

int main(void) {
  for (int n = 0; n <= 5; n++) {
    int r = f(n);
    printf("= %d\n", r);
  }
  in_loop(5);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: after zero .
// CHECK-NEXT: = 0
// CHECK-NEXT: after two one .
// CHECK-NEXT: = -1
// CHECK-NEXT: after default two .
// CHECK-NEXT: = -2
// CHECK-NEXT: three .
// CHECK-NEXT: = 3
// CHECK-NEXT: default .
// CHECK-NEXT: = 4
// CHECK-NEXT: after default .
// CHECK-NEXT: = -5
// CHECK-NEXT: after switch
// CHECK-NEXT: default
// CHECK-NEXT: after switch
// CHECK-NEXT: case 3
// CHECK-NEXT: after switch
// CHECK-NEXT: default
// CHECK-NEXT: case 1
// CHECK-NOT: {{.+}}
