// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: in a function that calls setjmp a deferral is dynamic; terms:
// "Each time control reaches `D`, one more deferral becomes pending". A longjmp
// back into the function does not leave it, so nothing runs and what was
// pending stays so.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void thrower(int v) {
  printf("throw %d\n", v);
  longjmp(env, v);
}

static int f(int n) {
  volatile int round = 0;
  __defer printf("before setjmp\n");
  if (setjmp(env) != 0)
    printf("back, round %d\n", round);
  __defer printf("after setjmp, round %d\n", round);
  if (round < n) {
    __defer printf("in the block\n");
    round++;
    thrower(round);
  }
  __defer printf("once\n");
  return round;
}

int main(void) {
  printf("= %d\n", f(2));
  printf("= %d\n", f(0));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: throw 1
// CHECK-NEXT: back, round 1
// CHECK-NEXT: throw 2
// CHECK-NEXT: back, round 2
// CHECK-NEXT: once
// CHECK-NEXT: after setjmp, round 2
// CHECK-NEXT: in the block
// CHECK-NEXT: after setjmp, round 2
// CHECK-NEXT: in the block
// CHECK-NEXT: after setjmp, round 2
// CHECK-NEXT: before setjmp
// CHECK-NEXT: = 2
// CHECK-NEXT: once
// CHECK-NEXT: after setjmp, round 0
// CHECK-NEXT: before setjmp
// CHECK-NEXT: = 0
// CHECK-NOT: {{.+}}
