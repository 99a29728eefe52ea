// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "`S` is a body of its own": cleanup variables of S's outermost
// block are interleaved with what S defers; those of its inner blocks end with
// their blocks.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void done(int *p) { printf("cleanup %d\n", *p); }

#define CLEAN __attribute__((cleanup(done))) int

static void f(int n) {
  CLEAN outer = 0;
  for (int i = 0; i < n; i++) {
    int k = i * 10;
    __defer {
      CLEAN a = k + 1;
      __defer printf("S defers 1\n");
      CLEAN b = k + 2;
      {
        CLEAN c = k + 3;
        __defer printf("S defers 2\n");
        printf("S block\n");
      }
      printf("S end\n");
    }
  }
  printf("body\n");
}

int main(void) {
  f(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: body
// CHECK-NEXT: S block
// CHECK-NEXT: cleanup 13
// CHECK-NEXT: S end
// CHECK-NEXT: S defers 2
// CHECK-NEXT: cleanup 12
// CHECK-NEXT: S defers 1
// CHECK-NEXT: cleanup 11
// CHECK-NEXT: S block
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: S end
// CHECK-NEXT: S defers 2
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: S defers 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: cleanup 0
// CHECK-NOT: {{.+}}
