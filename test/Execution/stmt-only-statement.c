// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a deferral may be all there is in a function, a block or a loop
// body; section 2: it still runs when the function is left.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int n;

static void only(void) { __defer printf("only\n"); }

static void only_block(void) {
  {
    {
      __defer printf("only in blocks\n");
    }
  }
}

static void only_while(int k) {
  while (k-- > 0)
    __defer printf("only %d\n", ++n);
}

static int main_like(void) {
  __defer printf("before the value is used\n");
  return 4;
}

int main(void) {
  only();
  only_block();
  only_while(3);
  printf("%d\n", main_like());
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: only
// CHECK-NEXT: only in blocks
// CHECK-NEXT: only 1
// CHECK-NEXT: only 2
// CHECK-NEXT: only 3
// CHECK-NEXT: before the value is used
// CHECK-NEXT: 4
// CHECK-NOT: {{.+}}
