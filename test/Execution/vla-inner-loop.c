// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a variable length array of an inner block ends with its block: in
// a loop of a function that has deferrals the stack must not grow. Here it
// would by 6.4 GB.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static long touch(char *p, int n) {
  p[0] = 1;
  p[n - 1] = 2;
  return p[0] + p[n - 1];
}

static long static_one(int rounds, int n) {
  long sum = 0;
  __defer printf("sum %ld\n", sum);
  for (int i = 0; i < rounds; i++) {
    char a[n];
    sum += touch(a, n);
    if (i % 3 == 0)
      continue;
    sum++;
  }
  __defer sum++;
  return sum;
}

static long dynamic_one(int rounds, int n) {
  long sum = 0, deferred = 0;
  __defer printf("deferred %ld\n", deferred);
  for (int i = 0; i < rounds; i++) {
    int k = i;
    char a[n];
    if (k % 1000 == 0)
      __defer deferred += k;
    sum += touch(a, n);
    {
      char b[n / 2];
      sum += touch(b, n / 2);
      if (i == rounds - 2)
        goto next;
    }
    sum += touch(a, n);
  next:;
  }
  return sum;
}

int main(void) {
  printf("= %ld\n", static_one(100000, 65536));
  printf("= %ld\n", dynamic_one(100000, 65536));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: sum 366667
// CHECK-NEXT: = 366666
// CHECK-NEXT: deferred 4950000
// CHECK-NEXT: = 899997
// CHECK-NOT: {{.+}}
