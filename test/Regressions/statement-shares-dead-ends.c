// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang makes the block where control cannot come, and those where a check
// traps, once for a function: S needs its own, however often it stands.
//
// RUN: %exec %s | FileCheck %s --match-full-lines
// RUN: %exec -ftrapv %s | FileCheck %s --match-full-lines
// RUN: %defer -O1 -fsanitize=undefined -fsanitize-trap=undefined -c %s -o %t.o

#include <stdio.h>

static int third(int *p) { return ++*p == 3; }

static int loops(int n) {
  __defer for (int i = 0;; i++) {
    int x = i;
    if (third(&x))
      break;
    printf("S%d ", third(&x));
  }
  for (;;) {
    int y = n++;
    if (third(&y))
      break;
    third(&y);
  }
  return n;
}

static int arrays(int n) {
  __defer for (;;) {
    int x[n];
    x[0] = --n;
    if (third(x))
      break;
  }
  __defer for (;;) {
    int x[n];
    x[0] = n - 1;
    if (third(x))
      break;
    n++;
  }
  return n;
}

static int traps(int s) {
  __defer {
    s += 1;
    printf("s%d ", s);
    __defer printf("t%d ", s * 2 + 1);
  }
  s = s * 3 + 1;
  return s;
}

int main(void) {
  printf("%d\n", loops(0));
  printf("%d\n", arrays(1));
  printf("%d\n", traps(2));
}

// CHECK: S0 S1 3
// CHECK-NEXT: 1
// CHECK-NEXT: s8 t17 7
