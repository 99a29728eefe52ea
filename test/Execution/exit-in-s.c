// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: deferrals run last first; section 5: when one of them calls
// `exit`, the older ones do not run; what was printed is flushed.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void die(const char *why) {
  __defer printf("wrong: die\n");
  printf("die: %s\n", why);
  exit(0);
}

static int f(int n) {
  __defer printf(n == 3 ? "wrong: f\n" : "f older\n");
  __defer if (n == 3) die("from S");
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("k %d\n", k);
  }
  return n;
}

int main(void) {
  __defer printf("wrong: main\n");
  printf("= %d\n", f(1));
  printf("= %d\n", f(3));
  return 1;
}

// CHECK-NOT: {{.+}}
// CHECK: k 0
// CHECK-NEXT: f older
// CHECK-NEXT: = 1
// CHECK-NEXT: k 2
// CHECK-NEXT: k 1
// CHECK-NEXT: k 0
// CHECK-NEXT: die: from S
// CHECK-NOT: {{.+}}
