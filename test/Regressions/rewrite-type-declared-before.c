// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: of a type that was moved for an enumerator in it, a declaration
// stayed behind and hid it.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void moved(int n) {
  if (n) {
    struct t;
    struct t { int m; enum { FOUR = 4 } e; };
    struct t x = {3};
    __defer printf("%d\n", FOUR);
    printf("%d\n", x.m);
  }
}

static void with_variable(int n) {
  if (n) {
    struct t;
    struct t *next;
    struct t { struct t *next; enum { FIVE = 5 } e; } x = {0, FIVE};
    static int count = FIVE;
    next = &x;
    x.next = next;
    __defer printf("%d %d\n", FIVE, count++);
    printf("%d\n", x.next->e);
  }
}

int main(void) {
  moved(1);
  with_variable(1);
}

// CHECK: 3
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 5 5
