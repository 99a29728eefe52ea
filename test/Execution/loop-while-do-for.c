// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Terms: "Each time control reaches `D`, one more deferral becomes pending";
// section 2: they run last first when the function is left, not the loop.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void by_while(int n) {
  while (n > 0) {
    int k = n--;
    __defer printf("while %d\n", k);
  }
  printf("while left\n");
}

static void by_do(int n) {
  do {
    int k = n--;
    __defer printf("do %d\n", k);
  } while (n > 0);
  printf("do left\n");
}

static void by_for(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("for %d\n", k);
  }
  printf("for left\n");
}

static void by_endless(int n) {
  for (;;) {
    int k = n;
    __defer printf("endless %d\n", k);
    if (--n == 0)
      return;
    printf("again\n");
  }
}

int main(void) {
  by_while(2);
  by_while(0);
  by_do(2);
  by_do(0);
  by_for(3);
  by_for(0);
  by_endless(1);
  by_endless(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: while left
// CHECK-NEXT: while 1
// CHECK-NEXT: while 2
// CHECK-NEXT: while left
// CHECK-NEXT: do left
// CHECK-NEXT: do 1
// CHECK-NEXT: do 2
// CHECK-NEXT: do left
// CHECK-NEXT: do 0
// CHECK-NEXT: for left
// CHECK-NEXT: for 2
// CHECK-NEXT: for 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for left
// CHECK-NEXT: endless 1
// CHECK-NEXT: again
// CHECK-NEXT: again
// CHECK-NEXT: endless 1
// CHECK-NEXT: endless 2
// CHECK-NEXT: endless 3
// CHECK-NOT: {{.+}}
