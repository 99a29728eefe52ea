// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic in S, of a function that S calls, is another one.  Where the
// first came out of a call with arguments on the stack, a frame was taken for one
// that had been left, and the first panic ended: its message was freed, and nothing
// reported.
//
// RUN: %exec --status=-6 -fexceptions %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <stdio.h>

__attribute__((weak)) void many(int a, int b, int c, int d, int e, int f, int g,
                                int h, int i, int j) {
  defer_panic("first %d", a + b + c + d + e + f + g + h + i + j);
}
__attribute__((weak)) void second(void) { defer_panic("second"); }

__attribute__((noinline)) static void f(int n) {
  __defer {
    __defer fprintf(stderr, "in S: %s\n", (char *)defer_recover());
    second();
  }
  many(n, 1, 2, 3, 4, 5, 6, 7, 8, 9);
}

static void stopped(int n) {
  __defer fprintf(stderr, "stopped: %s\n", (char *)defer_recover());
  f(n);
}

int main(void) {
  // CHECK:      in S: second
  // CHECK-NEXT: stopped: first 46
  // CHECK-NEXT: in S: second
  // CHECK-NEXT: panic: first 47
  // CHECK-NEXT: in many
  // CHECK-NOT:  panic:
  stopped(1);
  f(2);
}
