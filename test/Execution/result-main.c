// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: falling off the end returns the named result, in `main` too.
//
// RUN: %exec --status=42 %s | FileCheck %s

#include <stdio.h>

int main(void) {
  __defer_result int r = 40;
  for (int i = 0; i < 2; i++)
    __defer r++;
  __defer printf("r is %d\n", r);
}

// CHECK: r is 40
