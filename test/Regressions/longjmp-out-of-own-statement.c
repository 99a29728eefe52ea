// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A long jump out of S, which runs for a panic, to the function that S is of: the
// panic was left on the thread's list, and reported with a later one.
//
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=tables %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static defer_jmp_buf there;

__attribute__((noinline)) static void retry(void) { defer_longjmp(there, 1); }

__attribute__((noinline)) static void panics(int n) {
  if (n)
    defer_panic("number %d", n);
}

static void tries(void) {
  if (defer_setjmp(there) == 0) {
    __defer retry();
    panics(1);
  }
}

// One that is further out is not left.
static void within(void) {
  __defer fprintf(stderr, "recovered %s\n", (char *)defer_recover());
  __defer tries();
  panics(2);
}

int main(void) {
  // CHECK:      recovered number 2
  // CHECK-NEXT: left
  // CHECK-NEXT: panic: number 3
  // CHECK-NEXT: in panics
  // CHECK-NOT:  panic:
  within();
  tries();
  fprintf(stderr, "left\n");
  panics(3);
}
