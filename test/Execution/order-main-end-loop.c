// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: `main` falling off its end returns 0, after its deferrals, those of
// a loop and of blocks as well.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) { return n; }

int main(void) {
  int k = f(3);
  _Defer k += printf("scoped\n");
  for (int i = 0; i < 2; i++) {
    int v = i + 5;
    __defer k += printf("loop %d\n", v);
  }
  k += printf("body\n");
}

// CHECK: body
// CHECK-NEXT: loop 6
// CHECK-NEXT: loop 5
// CHECK-NEXT: scoped
