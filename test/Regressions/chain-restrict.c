// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain all functions were said not to throw, so that LLVM took a store
// through a `restrict` pointer for dead before a call that panics; and where the
// function was inlined, still.
//
// MODES-NOT: rewrite (what runs for a panic runs on top of what has the pointer)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

__attribute__((noinline)) static void boom(int n) {
  if (n)
    defer_panic("boom");
}

#define STEPS                                                                  \
  {                                                                            \
    *state = 1;                                                                \
    boom(n == 1);                                                              \
    *state = 2;                                                                \
    boom(n == 2);                                                              \
    *state = 3;                                                                \
  }
__attribute__((noinline)) static void steps(int *restrict state, int n) STEPS
static inline void steps_here(int *restrict state, int n) STEPS

static void run(int n) {
  int state = 0, here = 0;
  __defer {
    defer_recover();
    printf("%d %d\n", state, here);
  }
  __defer steps(&state, n);
  steps_here(&here, n);
}

int main(void) {
  // CHECK:      3 3
  // CHECK-NEXT: 1 1
  // CHECK-NEXT: 2 2
  for (int n = 0; n < 3; n++)
    run(n);
  return 0;
}
