// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: "main falling off its end returns 0, after its deferrals."
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int status = 7;

int main(void) {
  __defer printf("last, status %d\n", status);
  __defer {
    status++;
    printf("first, status %d\n", status);
  }
  printf("body, status %d\n", status);
}

// CHECK-NOT: {{.+}}
// CHECK: body, status 7
// CHECK-NEXT: first, status 8
// CHECK-NEXT: last, status 8
// CHECK-NOT: {{.+}}
