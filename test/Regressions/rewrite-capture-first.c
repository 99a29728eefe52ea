// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A `__defer_capture` out of a macro, as the first statement of a block: the block that
// it is put into has no token there, and the rewriter said that it was in another file.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

#define CAP(v) __defer_capture(v) printf("%d\n", v)
#define WORD __defer_capture
#define ONE(a) a

static void macro(int a) {
  CAP(a);
  a++;
}

static void word(int a) {
  WORD(a) printf("%d\n", a);
  a++;
}

static void argument(int a) {
  ONE(__defer_capture(a) printf("%d\n", a);)
  a++;
}

static void inner(int a) {
  for (int i = 0; i < 2; i++) {
    CAP(i);
    a++;
    if (a) {
      WORD(a) printf("%d\n", a);
      a++;
    }
  }
}

int main(void) {
  macro(1);
  word(2);
  argument(3);
  inner(4);
}
// CHECK: 1
// CHECK-NEXT: 2
// CHECK-NEXT: 3
// CHECK-NEXT: 7
// CHECK-NEXT: 1
// CHECK-NEXT: 5
// CHECK-NEXT: 0
