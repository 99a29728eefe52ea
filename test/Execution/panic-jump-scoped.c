// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a `_Defer` whose S runs for a panic and jumps back into its scope is not
// pending any more.
//
// MODES-NOT: rewrite (with the chain, no _Defer in a function that calls setjmp)
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static void go(struct defer_jump *j) { defer_longjmp(j, 7); }

static int f(void) {
  defer_jmp_buf j;
  volatile int rounds = 0;
  _Defer {
    printf("S%d ", rounds);
    if (rounds++ == 0)
      go(j);
  }
  for (volatile int i = 0; i < 1; i++) {
    int v = defer_setjmp(j);
    printf("setjmp%d ", v);
    if (v == 0)
      defer_panic("x");
  }
  return 1;
}

int main(void) {
  // CHECK: setjmp0 S0 setjmp7 1
  printf("%d\n", f());
  // CHECK-NEXT: none
  puts(defer_exchange_chain(0) ? "left" : "none");
  return 0;
}
