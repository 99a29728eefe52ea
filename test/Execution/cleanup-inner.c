// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: an inner block's cleanup variables run when that block is left "by
// any way"; the block's function-scoped deferrals stay pending. "A `return`
// leaves the inner blocks first, innermost first, then the function."
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void done(int *p) { printf("cleanup %d\n", *p); }

#define CLEAN __attribute__((cleanup(done))) int

static int f(int way) {
  CLEAN outermost = 0;
  __defer printf("defer 0\n");
  while (1) {
    CLEAN a = 1;
    __defer printf("defer 1\n");
    {
      CLEAN b = 2, c = 3;
      __defer printf("defer 2\n");
      if (way == 1)
        return way;
      if (way == 2)
        break;
      if (way == 3)
        goto out;
      if (way == 4) {
        way = 1;
        continue;
      }
      printf("end of the inner block\n");
    }
    __defer printf("defer 3\n");
    if (way == 0)
      return way;
    way = 2;
  }
  printf("after the loop\n");
out:
  printf("at out\n");
  return way;
}

int main(void) {
  for (int way = 0; way <= 5; way++)
    printf("= %d\n", f(way));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: end of the inner block
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 3
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 0
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 1
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: after the loop
// CHECK-NEXT: at out
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 2
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: at out
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 3
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 1
// CHECK-NEXT: end of the inner block
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: after the loop
// CHECK-NEXT: at out
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 3
// CHECK-NEXT: defer 2
// CHECK-NEXT: defer 1
// CHECK-NEXT: defer 0
// CHECK-NEXT: cleanup 0
// CHECK-NEXT: = 2
// CHECK-NOT: {{.+}}
