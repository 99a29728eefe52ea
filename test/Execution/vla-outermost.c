// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a variable length array "of the outermost block can be named".
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int one(int n) {
  __defer printf("older\n");
  int a[n];
  __defer printf("size %d, last %d\n", (int)(sizeof a / sizeof a[0]), a[n - 1]);
  for (int i = 0; i < n; i++)
    a[i] = i * i;
  if (n == 2)
    return a[0];
  a[n - 1]++;
  n = n > 3 ? 1 : n;
  return a[0] + 100;
}

static void two(int n, int m) {
  int a[n][m];
  for (int i = 0; i < n; i++) {
    int row = i;
    for (int j = 0; j < m; j++)
      a[row][j] = row * m + j;
    __defer {
      int sum = 0;
      for (unsigned j = 0; j < sizeof a[0] / sizeof(int); j++)
        sum += a[row][j]++;
      a[0][0] += sum;
      printf("row %d sum %d\n", row, sum);
    }
  }
  int b[m];
  b[m - 1] = 1000;
  __defer a[n - 1][m - 1] += b[m - 1];
}

int main(void) {
  for (int n = 2; n <= 5; n++)
    printf("= %d\n", one(n));
  two(3, 4);
  two(1, 1);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: size 2, last 1
// CHECK-NEXT: older
// CHECK-NEXT: = 0
// CHECK-NEXT: size 3, last 5
// CHECK-NEXT: older
// CHECK-NEXT: = 100
// CHECK-NEXT: size 4, last 0
// CHECK-NEXT: older
// CHECK-NEXT: = 100
// CHECK-NEXT: size 5, last 0
// CHECK-NEXT: older
// CHECK-NEXT: = 100
// CHECK-NEXT: row 2 sum 1038
// CHECK-NEXT: row 1 sum 22
// CHECK-NEXT: row 0 sum 1066
// CHECK-NEXT: row 0 sum 1000
// CHECK-NOT: {{.+}}
