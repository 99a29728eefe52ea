// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a constant array that was captured in a loop was no
// longer constant where its type is asked for.
//
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>

#define IS_CONST(x) _Generic(&(x), const int(*)[2] : "const", int(*)[2] : "not")

int main(void) {
  for (int i = 0; i < 2; i++) {
    const int a[2] = {i, 2};
    __defer_capture(a) {
      const int(*p)[2] = &a;
      printf("%s %d\n", IS_CONST(a), (*p)[0]);
    }
  }
  return 0;
}

// CHECK:      const 1
// CHECK-NEXT: const 0
