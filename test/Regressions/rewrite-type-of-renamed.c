// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a type that a statement needs stayed where it was if it was
// declared with a variable that only got another name.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static int constant(int n) {
  enum { FOUR = 4 } e = FOUR;
  {
    int e = 7;
    static int c = FOUR;
    __defer printf("%d %d\n", e, c);
    e++;
  }
  return e + n;
}

static int by_name(void) {
  static int c = 3;
  {
    __defer_named(first) printf("first %d\n", c);
    enum which { FIVE = 5, SIX } c = FIVE;
    __defer printf("%d %d\n", FIVE, c);
    defer_run(first);
    c = SIX;
  }
  return 0;
}

static int record(int n) {
  struct t { int m; } s = {n};
  {
    struct t s = {3};
    static int c = sizeof(struct t);
    __defer printf("%d %d\n", c == sizeof(int), s.m);
  }
  return s.m;
}

int main(void) {
  printf("%d\n", constant(1));
  printf("%d\n", by_name());
  printf("%d\n", record(2));
}

// CHECK: 8 4
// CHECK-NEXT: 5
// CHECK-NEXT: first 3
// CHECK-NEXT: 5 6
// CHECK-NEXT: 0
// CHECK-NEXT: 1 3
// CHECK-NEXT: 2
