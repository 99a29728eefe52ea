// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a statement that was deferred just behind the
// declaration of what has a variable size ran where that was declared no more.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static int buf[8] = {1, 2, 3, 4, 5, 6, 7, 8};
int (*rows)[2] = (void *)buf;

static int array(int n) {
  __defer puts("1");
  if (n == 1)
    return 1;
  int a[n];
  a[0] = n;
  int b[n];
  __defer printf("%d %d\n", a[0], b[0]);
  b[0] = n + 1;
  return n;
}

static int pointer(int n) {
  __defer puts("2");
  if (n == 1)
    return 1;
  int(*rows)[n] = (void *)&buf[1];
  __defer printf("%d %d\n", (*rows)[1], (int)sizeof *rows / (int)sizeof(int));
  return n;
}

static int type(int n) {
  __defer puts("3");
  if (n == 1)
    return 1;
  typedef int row[n];
  __defer printf("%d\n", (int)(sizeof(row) / sizeof(int)));
  return n;
}

int main(void) {
  array(2); // tcc's code fails where a jump passes an array
  pointer(1);
  pointer(3);
  type(1);
  type(4);
}

// CHECK: 2 3
// CHECK-NEXT: 1
// CHECK-NEXT: 2
// CHECK-NEXT: 3 3
// CHECK-NEXT: 2
// CHECK-NEXT: 3
// CHECK-NEXT: 4
// CHECK-NEXT: 3
