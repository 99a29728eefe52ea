// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: any number of deferrals may be pending; each runs once, last
// first.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

enum { N = 100000 };

static int next = N - 1, wrong, ran;

static void take(int k, int twice) {
  if (k != next || twice != 2 * k)
    wrong++;
  next--;
  ran++;
}

static int f(void) {
  __defer printf("older: ran %d\n", ran);
  for (int i = 0; i < N; i++) {
    int k = i;
    int pad[3] = {k, 2 * k, 0};
    __defer take(k, pad[1]);
  }
  __defer printf("newer: ran %d\n", ran);
  return ran;
}

int main(void) {
  int r = f();
  printf("returned %d, next %d, wrong %d\n", r, next, wrong);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: newer: ran 0
// CHECK-NEXT: older: ran 100000
// CHECK-NEXT: returned 0, next -1, wrong 0
// CHECK-NOT: {{.+}}
