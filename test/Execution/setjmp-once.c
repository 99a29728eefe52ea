// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a deferral is taken off before its S starts, so nothing can make it
// run twice: not a function called by S that jumps back into the function, which
// is then left again.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void jump(int n) {
  printf("jump%d ", n);
  longjmp(env, 1);
}

static int f(int n) {
  volatile int round = 0;
  __defer printf("oldest ");
  if (setjmp(env) != 0)
    printf("back ");
  round++;
  if (round == 1) {
    for (int i = 0; i < n; i++) {
      int k = i;
      __defer {
        printf("S%d ", k);
        jump(k);
      }
    }
  }
  __defer_named(h) printf("round%d ", round);
  if (round == 2)
    defer_cancel(h);
  return round;
}

int main(void) {
  printf("= %d\n", f(0));
  printf("= %d\n", f(2));
  return 0;
}

// CHECK: {{^}}round1 oldest = 1{{$}}
// CHECK-NEXT: {{^}}round1 S1 jump1 back S0 jump0 back round3 oldest = 3{{$}}
