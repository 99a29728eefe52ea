// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6 forbids a goto into a block whose variables are kept by a deferral
// in a loop: outside of a loop such a jump is as in C, and the variable that it
// enters the scope of has no value yet.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  __defer printf("older\n");
  if (n == 1)
    goto inside;
  {
    int v = 10;
    printf("from above\n");
    if (n == 2)
      goto after;
    if (0) {
    inside:
      v = 20;
      printf("by goto\n");
    }
    __defer printf("v %d\n", v);
    v++;
  after:
    __defer printf("n %d\n", n);
  }
  return n;
}

int main(void) {
  for (int n = 0; n < 3; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: from above
// CHECK-NEXT: n 0
// CHECK-NEXT: v 11
// CHECK-NEXT: older
// CHECK-NEXT: = 0
// CHECK-NEXT: by goto
// CHECK-NEXT: n 1
// CHECK-NEXT: v 21
// CHECK-NEXT: older
// CHECK-NEXT: = 1
// CHECK-NEXT: from above
// CHECK-NEXT: n 2
// CHECK-NEXT: older
// CHECK-NEXT: = 2
// CHECK-NOT: {{.+}}
