// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: what is captured is copied when it may get another value without
// being written: a `longjmp` leads back before its declaration, a `case` past it.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void again(void) {
  volatile int round = 0;
  setjmp(env);
  round++;
  int k = round * 100;
  __defer_capture(k) printf("%d\n", k);
  if (round < 3)
    longjmp(env, 1);
}

static void past(int n) {
  for (int i = 0; i < 2; i++)
    switch (n) {
      int k;
    case 0:
      k = 5;
    default:
      if (n)
        k = i;
      __defer_capture(k) printf("k%d\n", k);
    }
}

static void into(int n) {
  for (int i = n; i < 2; i++)
    switch (i) {
    case 0: {
      int k = 7;
      if (n == 5) {
    case 1:
        k = 8;
      }
      __defer_capture(k) printf("i%d\n", k);
    }
    }
}

int main(void) {
  again();
  past(0);
  past(1);
  into(0);
}

// CHECK: 300
// CHECK-NEXT: 200
// CHECK-NEXT: 100
// CHECK-NEXT: k5
// CHECK-NEXT: k5
// CHECK-NEXT: k1
// CHECK-NEXT: k0
// CHECK-NEXT: i8
// CHECK-NEXT: i7
