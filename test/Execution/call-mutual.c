// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: each activation has its own pending deferrals: mutual recursion,
// 1000 deep, with static and dynamic ones.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int expect, wrong, evens, odds;

static int odd(int n);

static void leave(int n, int *count) {
  if (n != expect)
    wrong++;
  expect++;
  ++*count;
}

static int even(int n) {
  __defer leave(n, &evens);
  if (n == 0)
    return 1;
  return odd(n - 1);
}

static int odd(int n) {
  if (n == 0)
    return 0;
  int sum = 0;
  __defer {
    if (sum != 3)
      wrong++;
    leave(n, &odds);
  }
  for (int i = 1; i <= 2; i++) {
    int k = i;
    __defer sum += k;
  }
  return even(n - 1);
}

int main(void) {
  int r = even(1000);
  printf("= %d, expect %d, evens %d, odds %d, wrong %d\n", r, expect, evens,
         odds, wrong);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: = 1, expect 1001, evens 501, odds 500, wrong 0
// CHECK-NOT: {{.+}}
