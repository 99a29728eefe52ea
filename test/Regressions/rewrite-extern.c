// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, an `extern` variable of a block had another name if
// one of the function had its own, and so was another variable.
//
// RUN: not %rewrite %s -- -I%include -DHIDDEN 2>&1 | FileCheck --check-prefix=HIDDEN %s
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

int number = 77;

#ifdef HIDDEN
static int f(int n) {
  int number = n;
  {
    // HIDDEN: rewrite-extern.c:[[#@LINE+1]]:16: error: this cannot be rewritten: a deferred statement needs it, and another one has its name
    extern int number;
    __defer printf("%d\n", number);
    if (n)
      return number;
  }
  return number;
}
#else
static int f(int n) {
  {
    extern int number;
    __defer printf("%d\n", number++);
    if (n)
      return number;
  }
  return number - 1;
}
#endif

int main(void) {
  // CHECK: 77
  // CHECK-NEXT: 78
  // CHECK-NEXT: 154
  printf("%d\n", f(0) + f(1));
  return 0;
}
