// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: `e` is evaluated first, its side effects too, and once.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int calls;

static int call(int v) {
  printf("call %d\n", v);
  calls++;
  return v;
}

static int post(void) {
  int i = 1;
  __defer printf("S sees %d\n", i);
  return i++;
}

static int assign(int *p) {
  __defer *p += 100;
  return *p = 5;
}

static int sequence(void) {
  __defer call(1);
  __defer call(2);
  return call(3), call(4);
}

static int choose(int c) {
  __defer call(10);
  return c ? call(11) : call(12);
}

static int in_switch(int c) {
  __defer printf("calls %d\n", calls);
  switch (c) {
  case 0:
    return call(20);
  case 1: {
    __defer call(21);
    return call(22);
  }
  default:
    return c && call(23);
  }
}

int main(void) {
  int x = 0;
  printf("%d\n", post());
  int r = assign(&x);
  printf("%d %d\n", r, x);
  printf("%d\n", sequence());
  printf("%d\n", choose(1));
  printf("%d\n", choose(0));
  for (int c = 0; c < 3; c++)
    printf("%d\n", in_switch(c));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: S sees 2
// CHECK-NEXT: 1
// CHECK-NEXT: 5 105
// CHECK-NEXT: call 3
// CHECK-NEXT: call 4
// CHECK-NEXT: call 2
// CHECK-NEXT: call 1
// CHECK-NEXT: 4
// CHECK-NEXT: call 11
// CHECK-NEXT: call 10
// CHECK-NEXT: 11
// CHECK-NEXT: call 12
// CHECK-NEXT: call 10
// CHECK-NEXT: 12
// CHECK-NEXT: call 20
// CHECK-NEXT: calls 9
// CHECK-NEXT: 20
// CHECK-NEXT: call 22
// CHECK-NEXT: call 21
// CHECK-NEXT: calls 11
// CHECK-NEXT: 22
// CHECK-NEXT: call 23
// CHECK-NEXT: calls 12
// CHECK-NEXT: 1
// CHECK-NOT: {{.+}}
