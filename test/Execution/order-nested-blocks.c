// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "Reverse order of becoming pending"; a block that ends leaves its
// function-scoped deferrals pending until the function is left.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void f(void) {
  __defer printf("outer 1\n");
  {
    __defer printf("middle 1\n");
    {
      __defer printf("inner 1\n");
      __defer printf("inner 2\n");
      printf("in inner\n");
    }
    printf("after inner\n");
    __defer printf("middle 2\n");
  }
  printf("after middle\n");
  {
    __defer printf("other\n");
  }
  __defer printf("outer 2\n");
  printf("end of body\n");
}

int main(void) {
  f();
  printf("returned\n");
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: in inner
// CHECK-NEXT: after inner
// CHECK-NEXT: after middle
// CHECK-NEXT: end of body
// CHECK-NEXT: outer 2
// CHECK-NEXT: other
// CHECK-NEXT: middle 2
// CHECK-NEXT: inner 2
// CHECK-NEXT: inner 1
// CHECK-NEXT: middle 1
// CHECK-NEXT: outer 1
// CHECK-NEXT: returned
// CHECK-NOT: {{.+}}
