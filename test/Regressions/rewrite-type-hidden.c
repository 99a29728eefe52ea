// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a type was written by its name where a parameter or
// another variable had that.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

typedef long T;
typedef struct pair { int a, b; } pair;
typedef struct { int x; } point;

static T result(int T) {
  __defer printf("end %d\n", T);
  if (T > 2)
    return T;
  __defer puts("small");
  return T + 1;
}

static pair swapped(pair *pair) {
  __defer pair->a = 0;
  if (!pair->b)
    return *pair;
  return (struct pair){pair->b, pair->a};
}

static void captured(T a, int T) {
  for (int i = 0; i < T; i++) {
    a += i;
    __defer_capture(a) printf("captured %ld %d\n", a, T);
  }
}

static void constant(int n) {
  if (n) {
    const T c = n;
    __defer printf("constant %ld\n", c);
    {
      int T = 3;
      __typeof__(c) d = c * T;
      printf("%ld\n", d);
    }
  }
}

// A variable that is moved is called otherwise, and hides nothing then.
static point nowhere(int n) {
  __typeof__(n) k = n;
  point result = {k};
  if (n > 100) {
    point point = {7};
    result = point;
  }
  if (n) {
    point point = {n + 1};
    __defer printf("point %d\n", point.x);
    point.x++;
  }
  __defer result.x = 0;
  return result;
}

static void captured_unnamed(int n) {
  for (int i = 0; i < n; i++) {
    point p = {i};
    __defer_capture(p) printf("captured %d\n", p.x);
    int point = i;
    p.x += point + 10;
  }
}

int main(void) {
  printf("%ld\n", result(1));
  printf("%ld\n", result(3));
  pair p = {1, 2};
  p = swapped(&p);
  printf("%d %d\n", p.a, p.b);
  captured(5, 2);
  constant(2);
  printf("%d\n", nowhere(4).x);
  captured_unnamed(1);
}

// CHECK: small
// CHECK-NEXT: end 1
// CHECK-NEXT: 2
// CHECK-NEXT: end 3
// CHECK-NEXT: 3
// CHECK-NEXT: 2 1
// CHECK-NEXT: captured 6 2
// CHECK-NEXT: captured 5 2
// CHECK-NEXT: 6
// CHECK-NEXT: constant 2
// CHECK-NEXT: point 6
// CHECK-NEXT: 4
// CHECK-NEXT: captured 0
