// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Terms: "A deferral that is never reached never runs": one in the operand of
// sizeof or typeof, and in the operands of &&, || and ?: that are not
// evaluated.
//
// MODES-NOT: rewrite (a deferral that is not evaluated)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

#define D(text, value)                                                         \
  ({                                                                           \
    __defer printf("%s\n", text);                                              \
    value;                                                                     \
  })

static int f(int c) {
  unsigned long size = sizeof(D("wrong: sizeof", (char)1));
  __typeof__(D("wrong: typeof", 1)) t = (int)size;
  int a = c && D("and", 1);
  int b = c || D("or", 0);
  int d = c ? D("then", 10) : D("else", 20);
  return t + a * 2 + b * 4 + d * 10;
}

int main(void) {
  printf("= %d\n", f(0));
  printf("= %d\n", f(1));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: else
// CHECK-NEXT: or
// CHECK-NEXT: = 201
// CHECK-NEXT: then
// CHECK-NEXT: and
// CHECK-NEXT: = 107
// CHECK-NOT: {{.+}}
