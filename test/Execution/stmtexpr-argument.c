// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: function scope: a deferral in a statement expression that is an
// argument, an operand or an initialiser stays pending.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

#define LATER(x)                                                               \
  ({                                                                           \
    int later_ = (x);                                                          \
    __defer printf("later %d\n", later_);                                      \
    later_;                                                                    \
  })

static int twice(int v) {
  printf("twice %d\n", v);
  return 2 * v;
}

static int f(int n) {
  int table[] = {LATER(n), 5, twice(n) + 1};
  printf("table %d %d %d\n", table[0], table[1], table[2]);
  printf("%s %d\n", "argument", twice(LATER(n + 1)));
  int len[LATER(3)];
  len[2] = (int)(sizeof len / sizeof *len);
  return twice(LATER(LATER(len[2]) + 10));
}

int main(void) {
  int r = f(1);
  printf("= %d\n", r);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: twice 1
// CHECK-NEXT: table 1 5 3
// CHECK-NEXT: twice 2
// CHECK-NEXT: argument 4
// CHECK-NEXT: twice 13
// CHECK-NEXT: later 13
// CHECK-NEXT: later 3
// CHECK-NEXT: later 3
// CHECK-NEXT: later 2
// CHECK-NEXT: later 1
// CHECK-NEXT: = 26
// CHECK-NOT: {{.+}}
