// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "C89 to C2y": the word works in strict C89, where declarations
// come first in their block.
//
// MODES-NOT: rewrite (its comments are those of C99)
// RUN: %exec -std=c89 %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(n)
int n;
{
  int i, sum;
  sum = 0;
  __defer printf("sum %d\n", sum);
  for (i = 0; i < n; i++) {
    int square, cube;
    square = i * i;
    cube = square * i;
    __defer {
      int both = square + cube;
      printf("both %d\n", both);
      sum += both;
    }
    if (i == 3)
      return square;
  }
  if (n)
    __defer printf("i %d\n", i);
  else
    return -1;
  return sum;
}

int main(void) {
  printf("= %d\n", f(0));
  printf("= %d\n", f(2));
  printf("= %d\n", f(9));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: sum 0
// CHECK-NEXT: = -1
// CHECK-NEXT: i 2
// CHECK-NEXT: both 2
// CHECK-NEXT: both 0
// CHECK-NEXT: sum 2
// CHECK-NEXT: = 0
// CHECK-NEXT: both 36
// CHECK-NEXT: both 12
// CHECK-NEXT: both 2
// CHECK-NEXT: both 0
// CHECK-NEXT: sum 50
// CHECK-NEXT: = 9
// CHECK-NOT: {{.+}}
