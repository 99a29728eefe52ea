// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: deferrals run, "then the function returns that value": the object
// that receives a structure may be written by S before, and has the returned
// value after.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct big {
  int v[32];
};

static struct big f(struct big *where, int n) {
  struct big b = {{n, n + 1, n + 2}};
  __defer printf("S sees b %d\n", b.v[0]);
  __defer where->v[0] = 99;
  return b;
}

static struct big literal(struct big *where) {
  __defer where->v[1] = 98;
  return (struct big){{4, 5, 6}};
}

static struct big copy(struct big *where) {
  __defer where->v[2] = 97;
  return *where;
}

int main(void) {
  struct big x = {{0}};
  x = f(&x, 10);
  printf("%d %d %d\n", x.v[0], x.v[1], x.v[2]);
  x = literal(&x);
  printf("%d %d %d\n", x.v[0], x.v[1], x.v[2]);
  x.v[2] = 7;
  x = copy(&x);
  printf("%d %d %d\n", x.v[0], x.v[1], x.v[2]);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: S sees b 10
// CHECK-NEXT: 10 11 12
// CHECK-NEXT: 4 5 6
// CHECK-NEXT: 4 5 7
// CHECK-NOT: {{.+}}
