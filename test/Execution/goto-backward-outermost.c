// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "A backward `goto` within a block stays in the same execution of
// it, so the same instance", here in the outermost block.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void f(int n) {
  int i = 0;
  __defer printf("static\n");
again:;
  int v = i * 10;
  __defer printf("i %d v %d\n", i, v--);
  if (++i < n)
    goto again;
  printf("left at %d\n", i);
  __defer v += 5;
}

static void enters_block_again(int n) {
  int i = 0;
again: {
  int v = i * 10;
  __defer printf("v %d\n", v);
}
  if (++i < n)
    goto again;
}

int main(void) {
  f(3);
  f(1);
  enters_block_again(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: left at 3
// CHECK-NEXT: i 3 v 25
// CHECK-NEXT: i 3 v 24
// CHECK-NEXT: i 3 v 23
// CHECK-NEXT: static
// CHECK-NEXT: left at 1
// CHECK-NEXT: i 1 v 5
// CHECK-NEXT: static
// CHECK-NEXT: v 20
// CHECK-NEXT: v 10
// CHECK-NEXT: v 0
// CHECK-NOT: {{.+}}
