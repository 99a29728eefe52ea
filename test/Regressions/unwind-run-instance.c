// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An exception out of a record that runs by name left the record's instances
// behind as the current ones: the block's variable was not cleaned, and another
// one twice.
//
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

static void clean(int *p) {
  printf("clean %d\n", *p);
  *p += 1000;
}

static void call(int n) {
  if (n)
    defer_panic("n");
}

static void f(void) {
  __defer defer_recover();
  for (int i = 0; i < 2; i++) {
    int x __attribute__((cleanup(clean))) = i + 1;
    if (i == 0)
      __defer_named(h) {
        printf("x %d\n", x);
        call(1);
      }
    else
      defer_run(h);
  }
}

int main(void) {
  // CHECK: clean 1
  // CHECK-NEXT: x 1001
  // CHECK-NEXT: clean 2
  // CHECK-NOT: clean
  f();
  return 0;
}
