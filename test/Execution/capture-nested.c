// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S may redeclare a captured name in a block of its own; nested
// deferrals name or capture the copy; what is not captured is the variable.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  int other = 1;
  __defer_capture(n) {
    printf("outer %d %d\n", n, other);
    {
      int n = 50;
      printf("inner %d\n", n);
    }
    __defer printf("named %d\n", n);
    __defer_capture(n) {
      printf("captured %d\n", n);
      n = 70;
    }
    _Defer printf("scoped %d\n", n);
    n = 60;
    __defer_capture(other)
      printf("other %d\n", other);
    other = 3;
  }
  __defer_capture(n, n)
    printf("twice %d\n", n);
  n = 40;
  other = 2;
  return n;
}

static int of_static(int n) {
  if (n > 1)
    __defer_capture(n)
      printf("conditional %d\n", n);
  n = 0;
  switch (n) {
  case 0:
    __defer_capture(n)
      printf("case %d\n", n);
    n = 8;
  }
  return n;
}

static void zero(int *p) { *p = 0; }

/* What no expression of the function writes. */
static int written_elsewhere(void) {
  __defer_result int result = 1;
  {
    int cleaned __attribute__((cleanup(zero))) = 2;
    __defer_capture(cleaned, result)
      printf("elsewhere %d %d\n", cleaned, result);
  }
  return 3;
}

// CHECK: twice 1
// CHECK-NEXT: outer 1 2
// CHECK-NEXT: inner 50
// CHECK-NEXT: other 2
// CHECK-NEXT: scoped 60
// CHECK-NEXT: captured 1
// CHECK-NEXT: named 60
// CHECK-NEXT: 40
// CHECK-NEXT: case 0
// CHECK-NEXT: conditional 2
// CHECK-NEXT: 8
// CHECK-NEXT: elsewhere 2 1
// CHECK-NEXT: 3
int main(void) {
  printf("%d\n", f(1));
  printf("%d\n", of_static(2));
  printf("%d\n", written_elsewhere());
}
