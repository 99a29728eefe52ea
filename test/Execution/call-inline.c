// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: the function of a `__defer` is the one it is written in, though
// that be inlined, also in a loop.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static inline int add(int *p, int d) {
  __defer printf("add %d: %d\n", d, *p);
  *p += d;
  return *p;
}

static inline __attribute__((always_inline)) int loop(int *p, int n) {
  int start = *p;
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer *p += k;
  }
  return start;
}

int main(void) {
  int x = 0;
  __defer printf("main: x %d\n", x);
  for (int i = 1; i <= 3; i++) {
    printf("= %d\n", add(&x, i));
    printf("= %d\n", loop(&x, i));
    int y = x;
    __defer printf("main: y %d\n", y);
  }
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: add 1: 1
// CHECK-NEXT: = 1
// CHECK-NEXT: = 1
// CHECK-NEXT: add 2: 3
// CHECK-NEXT: = 3
// CHECK-NEXT: = 3
// CHECK-NEXT: add 3: 7
// CHECK-NEXT: = 7
// CHECK-NEXT: = 7
// CHECK-NEXT: main: y 10
// CHECK-NEXT: main: y 4
// CHECK-NEXT: main: y 1
// CHECK-NEXT: main: x 10
// CHECK-NOT: {{.+}}
