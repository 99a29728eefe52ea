// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had lost a comment behind the value of a block, and all
// of that but the first part before a comma.
//
// RUN: %rewrite %s -- -I%include | FileCheck --check-prefix=WRITTEN %s
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  return ({
    _Defer puts("end");
    // WRITTEN: value = n + 1 /* more */;
    n + 1 /* more */;
  });
}

static int g(int n) {
  return ({
    _Defer puts("end");
    // WRITTEN: // that is
    // WRITTEN-NEXT: value = (puts("first"), n * 2);
    puts("first"), n * 2 // that is
        ;
  });
}

int main(void) {
  // CHECK: end
  // CHECK-NEXT: 3
  printf("%d\n", f(2));
  // CHECK-NEXT: first
  // CHECK-NEXT: end
  // CHECK-NEXT: 4
  printf("%d\n", g(2));
  return 0;
}
