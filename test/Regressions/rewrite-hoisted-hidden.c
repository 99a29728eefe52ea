// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a variable that was moved to the top of the
// function was hidden by one of a block in between that nothing names.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n) {
  {
    unsigned char v = n;
    {
      int v = 1000;
      __defer printf("%d\n", v);
      v += n;
    }
  }
}

int main(void) {
  f(3);
  return 0;
}

// CHECK: 1003
