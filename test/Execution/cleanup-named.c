// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a cleanup variable of an inner block that a function-scoped S names
// is cleaned when its block ends, and S sees what that left.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void clean(int *n) {
  printf("clean %d\n", *n);
  *n = -*n;
}
#define CLEAN __attribute__((cleanup(clean))) int

static void once(int n) {
  if (n) {
    CLEAN v = n;
    __defer printf("S sees %d\n", v);
    v++;
  }
  printf("end\n");
}

static void in_loop(void) {
  for (int i = 1; i < 3; i++) {
    CLEAN v = i;
    __defer printf("S sees %d\n", v);
    v += 10;
  }
  printf("end\n");
}

int main(void) {
  once(5);
  in_loop();
  return 0;
}

// CHECK: clean 6
// CHECK-NEXT: end
// CHECK-NEXT: S sees -6
// CHECK-NEXT: clean 11
// CHECK-NEXT: clean 12
// CHECK-NEXT: end
// CHECK-NEXT: S sees -12
// CHECK-NEXT: S sees -11
