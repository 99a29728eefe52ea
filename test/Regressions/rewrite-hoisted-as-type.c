// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a variable that was moved to the top of the
// function hid a type, or the cleanup function of a ladder, of its name.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

typedef signed char T;

static int size(int n) {
  if (n) {
    long T = 40;
    __defer printf("%ld\n", T);
    T++;
  }
  return sizeof(T);
}

static int cast(int n) {
  if (n) {
    int T = 40;
    __defer printf("%d\n", T);
    T++;
  }
  return (T) + n;
}

static T result(T n, T *at) {
  __defer puts("end");
  if (n) {
    int T = 50;
    __defer printf("%d\n", T);
    T += *at;
    return n;
  }
  return 0;
}

static void done(int *p) { printf("done %d\n", *p); }
static void other(int *p) { printf("other %d\n", *p); }
static int cleanup(int n) {
  int c __attribute__((cleanup(done))) = 1;
  if (n) {
    void (*done)(int *) = other;
    __defer done(&n);
  }
  return c;
}

int main(void) {
  T at = 2;
  printf("%d\n", size(1));
  printf("%d\n", cast(5));
  printf("%d\n", result(3, &at));
  printf("%d\n", cleanup(5));
}

// CHECK: 41
// CHECK-NEXT: 1
// CHECK-NEXT: 41
// CHECK-NEXT: 5
// CHECK-NEXT: 52
// CHECK-NEXT: end
// CHECK-NEXT: 3
// CHECK-NEXT: other 5
// CHECK-NEXT: done 1
// CHECK-NEXT: 1
