// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, the copy of a capture was hidden by a variable of
// the block that a nested statement runs at the end of.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n, int v) {
  while (n--)
    __defer_capture(v) {
      __defer printf("%d ", v++);
      char v = 'x';
      printf("%c ", v);
    }
}

int main(void) {
  f(2, 5);
  puts("");
  return 0;
}

// CHECK: x 5 x 5
