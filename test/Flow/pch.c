// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The functions of a precompiled header get their warnings where it is made,
// and what is read from it is what was written.
//
// RUN: %defer -Wall -x c-header %s -o %t.pch 2>&1 | FileCheck --check-prefix=HEADER %s
// RUN: %defer -Wall -include-pch %t.pch -DMAIN %s -o %t 2>&1 | count 0
// RUN: %t | FileCheck %s

#ifndef MAIN
#include <stdio.h>
static inline int f(int n) {
  int x;
  // HEADER: [[@LINE+2]]:{{.*}} warning: variable 'x' is used uninitialized whenever 'if' condition is true
  _Defer printf("%d\n", x);
  if (n)
    return 1;
  x = 5;
  return 2;
}
#else
// CHECK: 5
// CHECK-NEXT: 2
int main(void) { printf("%d\n", f(0)); }
#endif
