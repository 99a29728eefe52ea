// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "A backward `goto` within a block stays in the same execution of
// it, so the same instance", here in a loop's body: one instance for each time
// round, shared by the deferrals of the goto's rounds.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n) {
  for (int i = 0; i < n; i++) {
    int k = 0;
  again:;
    int v = i * 100 + k;
    __defer printf("i-th %d k %d\n", v, k);
    if (++k < 3)
      goto again;
    {
      int w = v;
      __defer printf("w %d\n", w);
    }
    v += 50;
  }
}

static void to_block_start(int n) {
  {
    int count = 0;
  again:
    count++;
    __defer printf("count %d\n", count++);
    if (count < n)
      goto again;
  }
  printf("block left\n");
}

int main(void) {
  f(2);
  to_block_start(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: w 102
// CHECK-NEXT: i-th 152 k 3
// CHECK-NEXT: i-th 152 k 3
// CHECK-NEXT: i-th 152 k 3
// CHECK-NEXT: w 2
// CHECK-NEXT: i-th 52 k 3
// CHECK-NEXT: i-th 52 k 3
// CHECK-NEXT: i-th 52 k 3
// CHECK-NEXT: block left
// CHECK-NEXT: count 3
// CHECK-NEXT: count 4
// CHECK-NEXT: count 5
// CHECK-NOT: {{.+}}
