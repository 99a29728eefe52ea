// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a static variable of a statement that runs by name, in another one
// that does so: it was one in each place where the outer one runs.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void f(int n) {
  __defer_named(q) {
    if (n > 1) {
      __defer_named(h) {
        static int times = 0;
        printf("%d: %d\n", n, ++times);
      }
      if (n > 2)
        defer_run(h);
    }
  }
  if (n & 1)
    defer_run(q);
}

// CHECK: 2: 1
// CHECK-NEXT: 3: 2
// CHECK-NEXT: 4: 3
// CHECK-NEXT: 5: 4
// CHECK-NEXT: 6: 5
int main(void) {
  for (int n = 1; n <= 6; n++)
    f(n);
}
