// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4 says nothing of `__func__` and `__LINE__` in S: they are those of
// the function and the place S is written in, nested or not.
//
// REWRITE-NOT: gcc-link tcc-link (without --line-directives, lines have new numbers)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void enclosing(int n) {
  int line = __LINE__;
  __defer printf("%s +%d\n", __func__, __LINE__ - line);
  for (int i = 0; i < n; i++) {
    __defer {
      __defer printf("%s nested\n", __FUNCTION__);
      printf("%s +%d\n", __func__, __LINE__ - line);
    }
  }
  printf("%s body\n", __func__);
}

int main(void) {
  enclosing(2);
  __defer printf("%s\n", __func__);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: enclosing body
// CHECK-NEXT: enclosing +5
// CHECK-NEXT: enclosing nested
// CHECK-NEXT: enclosing +5
// CHECK-NEXT: enclosing nested
// CHECK-NEXT: enclosing +1
// CHECK-NEXT: main
// CHECK-NOT: {{.+}}
