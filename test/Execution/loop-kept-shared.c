// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "Two deferrals made in the same execution of a block share that
// execution's instance": one writes, the other reads.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void pairs(int n) {
  for (int i = 0; i < n; i++) {
    int v = i;
    int log[2] = {0, 0};
    __defer printf("reader v %d log %d %d\n", v, log[0], log[1]);
    __defer {
      log[1] = v;
      v *= 100;
    }
    __defer {
      log[0] = v;
      v += 5;
    }
  }
}

static void outer_shared(int n) {
  for (int i = 0; i < n; i++) {
    int sum = 0;
    __defer printf("sum %d\n", sum);
    for (int j = 1; j <= 3; j++) {
      int add = i * 10 + j;
      __defer sum += add;
    }
  }
}

int main(void) {
  pairs(3);
  outer_shared(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: reader v 700 log 2 7
// CHECK-NEXT: reader v 600 log 1 6
// CHECK-NEXT: reader v 500 log 0 5
// CHECK-NEXT: sum 66
// CHECK-NEXT: sum 36
// CHECK-NEXT: sum 6
// CHECK-NOT: {{.+}}
