// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a pointer to a variable length array is a variable like any other:
// in a loop S names the instance of its own round.
//
// MODES-NOT: rewrite (the type has a size of its block)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <stdlib.h>

static int f(int rows, int cols) {
  int total = 0;
  for (int i = 0; i < rows; i++) {
    int(*p)[cols] = malloc(2 * sizeof *p);
    if (!p)
      return -1;
    __defer {
      printf("%d %d\n", p[0][0], p[1][cols - 1]);
      free(p);
    }
    for (int j = 0; j < cols; j++) {
      p[0][j] = i * 10 + j;
      p[1][j] = i * 100 + j;
      total += p[1][j];
    }
  }
  return total;
}

int main(void) {
  printf("= %d\n", f(3, 4));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 20 203
// CHECK-NEXT: 10 103
// CHECK-NEXT: 0 3
// CHECK-NEXT: = 1218
// CHECK-NOT: {{.+}}
