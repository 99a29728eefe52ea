// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: S calls a function that has deferrals of its own, and the function
// that S stands in.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int callee(int n) {
  __defer printf("callee deferred %d\n", n);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("callee loop %d\n", k);
  }
  printf("callee %d\n", n);
  return n + 1;
}

static int f(int n) {
  int r = 0;
  __defer printf("f %d r %d\n", n, r);
  __defer if (n > 0) r += f(n - 1);
  for (int i = 0; i < n; i++) {
    int k = i + 1;
    __defer {
      __defer r += callee(k - 1);
      printf("S of f %d\n", n);
    }
  }
  return n * 100;
}

int main(void) {
  printf("= %d\n", f(2));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: S of f 2
// CHECK-NEXT: callee 1
// CHECK-NEXT: callee loop 0
// CHECK-NEXT: callee deferred 1
// CHECK-NEXT: S of f 2
// CHECK-NEXT: callee 0
// CHECK-NEXT: callee deferred 0
// CHECK-NEXT: S of f 1
// CHECK-NEXT: callee 0
// CHECK-NEXT: callee deferred 0
// CHECK-NEXT: f 0 r 0
// CHECK-NEXT: f 1 r 1
// CHECK-NEXT: f 2 r 103
// CHECK-NEXT: = 200
// CHECK-NOT: {{.+}}
