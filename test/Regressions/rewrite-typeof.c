// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite declared a variable at the top of the function as the type of
// one that is not there.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

int main(void) {
  for (int i = 0; i < 2; i++) {
    long n = i;
    __typeof__(n) k = n + 10, *p = &k;
    __defer printf("%ld %ld\n", k, *p);
    k++;
  }
  {
    int m = 3;
    __typeof__(m) k = m;
    __defer printf("%d\n", k);
    k++;
  }
  return 0;
}

// CHECK: 4
// CHECK-NEXT: 12 12
// CHECK-NEXT: 11 11
