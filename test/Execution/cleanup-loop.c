// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: deferrals of a loop between two cleanup variables of the outermost
// block are interleaved with them in the order of time.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void done(int *p) { printf("cleanup %d\n", *p); }

#define CLEAN __attribute__((cleanup(done))) int

static int f(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("before %d\n", k);
  }
  CLEAN a = 1;
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("between %d\n", k);
    if (n == 2 && i == 1)
      return k;
  }
  CLEAN b = 2;
  for (int i = 0; i < n; i++) {
    CLEAN inner = 100 + i;
    int k = i;
    __defer printf("after %d\n", k);
    if (i == 1)
      break;
    printf("round end\n");
  }
  return -1;
}

int main(void) {
  printf("= %d\n", f(0));
  printf("= %d\n", f(1));
  printf("= %d\n", f(2));
  printf("= %d\n", f(3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: cleanup 2
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: = -1
// CHECK-NEXT: round end
// CHECK-NEXT: cleanup 100
// CHECK-NEXT: after 0
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: between 0
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: before 0
// CHECK-NEXT: = -1
// CHECK-NEXT: between 1
// CHECK-NEXT: between 0
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: before 1
// CHECK-NEXT: before 0
// CHECK-NEXT: = 1
// CHECK-NEXT: round end
// CHECK-NEXT: cleanup 100
// CHECK-NEXT: cleanup 101
// CHECK-NEXT: after 1
// CHECK-NEXT: after 0
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: between 2
// CHECK-NEXT: between 1
// CHECK-NEXT: between 0
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: before 2
// CHECK-NEXT: before 1
// CHECK-NEXT: before 0
// CHECK-NEXT: = -1
// CHECK-NOT: {{.+}}
