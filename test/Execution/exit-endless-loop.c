// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `exit` runs no deferrals: a function that never returns, with
// deferrals before and in an endless loop.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int served;

static void serve(int n) {
  __defer served++;
  printf("serve %d\n", n);
}

static _Noreturn void loop(void) {
  __defer printf("wrong: loop\n");
  for (int n = 0;; n++) {
    serve(n);
    if (n == 2)
      __defer printf("wrong: pending in the loop\n");
    if (served == 4)
      exit(0);
  }
}

int main(void) {
  __defer printf("wrong: main\n");
  loop();
}

// CHECK-NOT: {{.+}}
// CHECK: serve 0
// CHECK-NEXT: serve 1
// CHECK-NEXT: serve 2
// CHECK-NEXT: serve 3
// CHECK-NOT: {{.+}}
