// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer_setjmp evaluated its argument three times.
//
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static struct defer_jump handlers[4];
static int depth;

static void throws(void) {
  __defer puts("left");
  defer_longjmp(&handlers[--depth], 5);
}

int main(void) {
  int value = defer_setjmp(&handlers[depth++]);
  // CHECK:      0, depth 1
  // CHECK-NEXT: left
  // CHECK-NEXT: 5, depth 0
  printf("%d, depth %d\n", value, depth);
  if (value == 0)
    throws();
  return 0;
}
