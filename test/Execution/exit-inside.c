// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `exit` runs no deferrals, of the function that calls it or of its
// callers.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <stdlib.h>

static void at_exit(void) { printf("atexit\n"); }

static void leave(void) {
  __defer printf("wrong: leave\n");
  printf("exit\n");
  exit(0);
}

static int worker(int n) {
  __defer printf("worker %d\n", n);
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer printf("loop %d\n", k);
  }
  if (n == 1)
    leave();
  return n;
}

int main(void) {
  __defer printf("wrong: main\n");
  atexit(at_exit);
  printf("= %d\n", worker(0));
  printf("no more deferrals from here\n");
  worker(1);
  printf("wrong: returned\n");
  return 1;
}

// CHECK-NOT: {{.+}}
// CHECK: loop 1
// CHECK-NEXT: loop 0
// CHECK-NEXT: worker 0
// CHECK-NEXT: = 0
// CHECK-NEXT: no more deferrals from here
// CHECK-NEXT: exit
// CHECK-NEXT: atexit
// CHECK-NOT: {{.+}}
