// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "`if (x) __defer f(); else g();` binds as it reads."
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void a(int x) {
  if (x)
    __defer printf("deferred %d\n", x);
  else
    printf("now %d\n", x);
  printf("a %d\n", x);
}

static void b(int x) {
  if (x)
    printf("now %d\n", x);
  else
    __defer printf("deferred %d\n", x);
  printf("b %d\n", x);
}

static void c(int x) {
  if (x == 0)
    __defer printf("zero\n");
  else if (x == 1)
    __defer printf("one\n");
  else
    __defer printf("many\n");
  printf("c %d\n", x);
}

static void d(int x, int y) {
  if (x)
    __defer if (y) printf("x and y\n");
    else printf("x only\n");
  else
    __defer printf("no x\n");
  x = y = 0;
  printf("d\n");
  y = 1;
}

static void e(int x) {
  if (x)
    if (x > 1)
      __defer printf("inner then\n");
    else
      __defer printf("inner else\n");
  printf("e %d\n", x);
}

int main(void) {
  a(0);
  a(1);
  b(0);
  b(1);
  c(0);
  c(1);
  c(2);
  d(1, 0);
  d(0, 1);
  e(0);
  e(1);
  e(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: now 0
// CHECK-NEXT: a 0
// CHECK-NEXT: a 1
// CHECK-NEXT: deferred 1
// CHECK-NEXT: b 0
// CHECK-NEXT: deferred 0
// CHECK-NEXT: now 1
// CHECK-NEXT: b 1
// CHECK-NEXT: c 0
// CHECK-NEXT: zero
// CHECK-NEXT: c 1
// CHECK-NEXT: one
// CHECK-NEXT: c 2
// CHECK-NEXT: many
// CHECK-NEXT: d
// CHECK-NEXT: x and y
// CHECK-NEXT: d
// CHECK-NEXT: no x
// CHECK-NEXT: e 0
// CHECK-NEXT: e 1
// CHECK-NEXT: inner else
// CHECK-NEXT: e 2
// CHECK-NEXT: inner then
// CHECK-NOT: {{.+}}
