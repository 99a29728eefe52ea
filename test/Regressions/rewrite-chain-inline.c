// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, a longjmp past a function with something pending takes it off
// the chain; rewritten, an `inline` one stayed there if it became part of what
// calls setjmp, and a later panic ran it.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf back;
static volatile int depth;

__attribute__((noinline)) static void throws(int n) {
  if (n)
    longjmp(back, n);
}

static inline void released(int n) {
  int x = n;
  _Defer printf("released %d\n", x);
  throws(n);
  depth++;
}

static int uses(void) {
  int r = setjmp(back);
  if (r == 0)
    released(7);
  return r;
}

static void recovers(void) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  defer_panic("later");
}

int main(void) {
  // CHECK:      7
  // CHECK-NEXT: recovered later
  // CHECK-NEXT: released 0
  printf("%d\n", uses());
  recovers();
  released(0);
  return 0;
}
