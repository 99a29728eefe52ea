// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a `return` set another variable that had the name of
// the named result, or a ladder returned that; and the result was declared in the
// block that what stands behind a variable length array gets.
//
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>

static int flag = 22;

static int block(int n) {
  __defer_result int r = 3;
  __defer printf("block %d\n", r);
  {
    int r = 9;
    if (n)
      return r + 1;
  }
}
static int loop(int n) {
  __defer_result int r = 3;
  _Defer printf("loop %d\n", n);
  for (int r = 0; r < 1; r++)
    if (n)
      return r + 7;
}
static long of_static(int n) {
  __defer_result long r = 4;
  _Defer printf("static %d\n", n);
  switch (n) {
    static const char *r = "string";
  case 1:
    r = "other";
    return r[1];
  }
}
// The ladder of the block returns it.
static int in_ladder(int n) {
  __defer_result int r = 5;
  {
    _Defer printf("ladder %d\n", n);
    if (n)
      return n + 1;
    const char *r = "hides";
    puts(r);
  }
}
static int behind_array(int n) {
  if (n == 1)
    return n;
  int a[n + 1];
  __defer_result int flag = 3;
  a[0] = 1;
  _Defer printf("array %d\n", a[0]);
}

int main(void) {
  for (int n = 0; n < 2; n++) {
    printf("= %d\n", block(n));
    printf("= %d\n", loop(n));
    printf("= %ld\n", of_static(n));
    printf("= %d\n", in_ladder(n));
    printf("= %d\n", behind_array(n + 1));
  }
  return flag - 22;
}

// CHECK:      block 3
// CHECK-NEXT: = 3
// CHECK-NEXT: loop 0
// CHECK-NEXT: = 3
// CHECK-NEXT: static 0
// CHECK-NEXT: = 4
// CHECK-NEXT: hides
// CHECK-NEXT: ladder 0
// CHECK-NEXT: = 5
// CHECK-NEXT: = 1
// CHECK-NEXT: block 10
// CHECK-NEXT: = 10
// CHECK-NEXT: loop 1
// CHECK-NEXT: = 7
// CHECK-NEXT: static 1
// CHECK-NEXT: = 116
// CHECK-NEXT: ladder 1
// CHECK-NEXT: = 2
// CHECK-NEXT: array 1
// CHECK-NEXT: = 3
