// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite left a `__defer_capture` as it was that was all that another
// deferral defers, and whose variable never changes.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(const int n) {
  int k = 0;
  __defer __defer_capture(n) k = n, printf("%d ", k);
  for (int i = 0; i < 2; i++)
    __defer __defer_capture(n) printf("%d.%d ", n, k);
}

int main(void) {
  f(3);
  puts("");
  return 0;
}

// CHECK: 3.0 3.0 3
