// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: all deferrals in one argument of a macro are at one place to
// the compiler; what each captures is its own all the same.
//
// RUN: %exec -w %s | FileCheck %s --match-full-lines

#include <stdio.h>

#define SAME(x) x

static void f(int n, int m) {
  for (int i = 0; i < 2; i++)
    SAME({
      __defer printf("plain %d\n", n++);
      __defer_capture(n) printf("first %d\n", n++);
      __defer_capture(m, n) {
        __defer_named(q) {
          printf("second %d %d\n", m, n);
          if (n++ < 12)
            defer_run(q);
        }
      }
      n += 10;
      m++;
    });
  printf("%d %d\n", n, m);
}

int main(void) {
  f(1, 2);
  // CHECK: 21 4
  // CHECK-NEXT: second 3 11
  // CHECK-NEXT: first 11
  // CHECK-NEXT: plain 21
  // CHECK-NEXT: second 2 1
  // CHECK-NEXT: first 1
  // CHECK-NEXT: plain 22
}
