// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a deferral is taken off before its S starts, so nothing can make it
// run twice: of a `_Defer`, not a function called by S that jumps back into its scope,
// which is then left again.  A jump to before a `_Defer` leaves its scope.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void jump(int n) {
  printf("jump%d ", n);
  longjmp(env, n);
}

static int outermost(void) {
  volatile int rounds = 0;
  _Defer printf("oldest ");
  _Defer {
    printf("S%d ", rounds);
    if (rounds++ == 0)
      jump(1);
  }
  printf("setjmp%d ", setjmp(env));
  _Defer printf("newest ");
  return 0;
}

// In a block that is left in two ways, and reached again.
static int inner(int n) {
  volatile int i = 0, jumps = 0;
  for (; i < n; i++) {
    _Defer {
      printf("S%d ", i);
      if (i == 1 && jumps++ == 0)
        jump(2);
    }
    int back = setjmp(env);
    printf("back%d ", back);
    if (i == 2)
      break;
    if (back)
      continue;
    printf("end ");
  }
  return i;
}

// The block that the jump leads into again has been left.
static int left(void) {
  volatile int rounds = 0;
  {
    _Defer printf("S%d ", rounds);
    printf("setjmp%d ", setjmp(env));
    rounds++;
  }
  if (rounds == 1)
    jump(3);
  return rounds;
}

static int before(void) {
  volatile int rounds = 0;
  if (setjmp(env) == 4)
    printf("back ");
  _Defer printf("S%d ", rounds);
  if (++rounds == 1)
    jump(4);
  return rounds;
}

int main(void) {
  // CHECK: setjmp0 newest S0 jump1 setjmp1 newest oldest 0
  printf("%d\n", outermost());
  // CHECK-NEXT: back0 end S0 back0 end S1 jump2 back2 back0 S2 2
  printf("%d\n", inner(4));
  // CHECK-NEXT: setjmp0 S1 jump3 setjmp3 2
  printf("%d\n", left());
  // CHECK-NEXT: jump4 back S2 2
  printf("%d\n", before());
  return 0;
}
