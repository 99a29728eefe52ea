// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, what was in a named result that is returned in memory was
// lost when a statement recovered from a panic: nothing in the function reads it
// where a panic lands, so that LLVM took what was stored for dead.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

struct large {
  unsigned v[9];
};

__attribute__((noinline)) static int decide(int n) { return n; }

static struct large result(int n) {
  __defer(void) defer_recover();
  __defer_result struct large r =
      (struct large){{40, 41, 42, 43, 44, 45, 46, 47, 48}};
  if (decide(n))
    defer_panic_value((void *)157);
  return (struct large){{58, 59, 60, 61, 62, 63, 64, 65, 66}};
}

int main(void) {
  // CHECK: 58 66
  struct large r = result(0);
  printf("%u %u\n", r.v[0], r.v[8]);
  // CHECK-NEXT: 40 48
  r = result(1);
  printf("%u %u\n", r.v[0], r.v[8]);
  return 0;
}
