// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Terms: "A deferral that is never reached never runs"; section 8: a deferral
// in do { } while (0) is reached once.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static volatile int never;

static int after_return(void) {
  __defer printf("reached\n");
  return 1;
  __defer printf("wrong: after return\n");
}

static int if_zero(void) {
  if (0)
    __defer printf("wrong: if (0)\n");
  if (0) {
    int k = 3;
    __defer printf("wrong: if (0) %d\n", k);
  }
  while (0)
    __defer printf("wrong: while (0)\n");
  for (; 0;)
    __defer printf("wrong: for (; 0;)\n");
  return 2;
}

static int once(void) {
  do {
    __defer printf("do while (0)\n");
  } while (0);
  do {
    if (never)
      break;
    __defer printf("do while (0) again\n");
  } while (0);
  for (;;) {
    __defer printf("for (;;) with break\n");
    break;
  }
  return 3;
}

static int jumped_over(void) {
  goto past;
  __defer printf("wrong: jumped over\n");
past:
  return 4;
}

static int jumped_to(int in) {
  if (in)
    goto inside;
  if (0) {
  inside:
    __defer printf("if (0), by goto\n");
  }
  return 5;
}

int main(void) {
  printf("%d\n", after_return());
  printf("%d\n", if_zero());
  printf("%d\n", once());
  printf("%d\n", jumped_over());
  printf("%d\n", jumped_to(0));
  printf("%d\n", jumped_to(1));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: reached
// CHECK-NEXT: 1
// CHECK-NEXT: 2
// CHECK-NEXT: for (;;) with break
// CHECK-NEXT: do while (0) again
// CHECK-NEXT: do while (0)
// CHECK-NEXT: 3
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: if (0), by goto
// CHECK-NEXT: 5
// CHECK-NOT: {{.+}}
