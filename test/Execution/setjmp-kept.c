// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "each execution of the block has its own instance", where a
// longjmp leads back to before the block.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void thrower(void) { longjmp(env, 1); }

static int f(int n) {
  volatile int round = 0;
  if (setjmp(env) != 0)
    round++;
  {
    volatile int v = round * 10;
    __defer printf("v %d\n", v);
    v++;
    if (round < n)
      thrower();
    v += 100;
  }
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer printf("k %d\n", k);
  }
  return round;
}

int main(void) {
  printf("= %d\n", f(2));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: k 1
// CHECK-NEXT: k 0
// CHECK-NEXT: v 121
// CHECK-NEXT: v 11
// CHECK-NEXT: v 1
// CHECK-NEXT: = 2
// CHECK-NOT: {{.+}}
