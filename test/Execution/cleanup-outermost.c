// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: when the function is left, function-scoped deferrals and "the
// outermost block's ... cleanup variables" run "interleaved", in one reverse
// order.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void done(int *p) {
  printf("cleanup %d\n", *p);
  *p = -1;
}

#define CLEAN __attribute__((cleanup(done))) int

static int f(int n) {
  __defer printf("defer 0\n");
  CLEAN a = 1;
  __defer printf("defer 1, a %d\n", a);
  if (n == 0)
    return 10;
  CLEAN b = 2, c = 3;
  if (n == 1) {
    __defer printf("defer in if, b %d\n", b);
  }
  __defer printf("defer 2\n");
  __defer b += 100;
  if (n == 2)
    return b;
  CLEAN d = 4;
  return d + b;
}

int main(void) {
  for (int n = 0; n <= 3; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: defer 1, a 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: = 10
// CHECK-NEXT: cleanup 4
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer in if, b 102
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 102
// CHECK-NEXT: defer 1, a 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: = 6
// CHECK-NEXT: defer 2
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 102
// CHECK-NEXT: defer 1, a 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: = 2
// CHECK-NEXT: cleanup 4
// CHECK-NEXT: defer 2
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 102
// CHECK-NEXT: defer 1, a 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: = 6
// CHECK-NOT: {{.+}}
