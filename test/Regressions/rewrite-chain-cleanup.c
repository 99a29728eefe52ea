// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain a panic cleans variables in functions that defer nothing, too;
// rewritten, those stayed as they were.
//
// REWRITE-NOT: tcc (it has no cleanup variables)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

static void clean(int *p) { printf("clean %d\n", *p); }

static void cleans(int n) {
  int x __attribute__((cleanup(clean))) = n;
  for (int i = 0; i < 2; i++) {
    int y __attribute__((cleanup(clean))) = n + i + 1;
    if (i == n)
      defer_panic("%d", n);
  }
}

static void recovers(int n) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  cleans(n);
}

int main(void) {
  // CHECK:      clean 1
  // CHECK-NEXT: clean 0
  // CHECK-NEXT: recovered 0
  // CHECK-NEXT: clean 2
  // CHECK-NEXT: clean 3
  // CHECK-NEXT: clean 1
  // CHECK-NEXT: recovered 1
  recovers(0);
  recovers(1);
  return 0;
}
