// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: what a function kept for its deferrals ends with its call: many
// calls of a function with static and dynamic deferrals.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static long check;

static int f(int n) {
  int sum = 0;
  __defer check += sum;
  for (int i = 0; i < n; i++) {
    int a[16] = {i};
    int k = i;
    __defer sum += a[0] - k + a[15];
    a[15] = 1;
    if (i == 6)
      return k;
  }
  return -1;
}

int main(void) {
  long returned = 0;
  for (int i = 0; i < 5000; i++)
    returned += f(i % 10);
  printf("check %ld, returned %ld\n", check, returned);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: check 21000, returned 5500
// CHECK-NOT: {{.+}}
