// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Variables that are declared with the type they have, in a loop: all executions of the
// block shared one, or a copy was taken before it changed.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void with_pointer(int n) {
  for (int i = 0; i < n; i++) {
    struct {
      int q;
    } s = {i * 10}, *ps = &s;
    __defer {
      ps->q++;
      printf("%d\n", s.q);
    }
    ps->q += 1;
  }
}

static void with_enumeration(int n) {
  for (int i = 0; i < n; i++) {
    enum { A, B, C } e = i, g = i + 1;
    __defer printf("%d\n", g);
    __defer printf("%d\n", e);
    if (i == 1)
      e = C;
  }
}

// One of two that are declared together is renamed, the other hoisted.
static void renamed(int n) {
  {
    int c = 8, h = 1;
    __defer_named(x) {
      int c = n;
      printf("%d %d\n", c, n);
    }
    if (n & 1)
      defer_run(x);
    __defer printf("%d\n", h);
    h += c;
  }
}

// A declaration of what S names, not another one of its name.
int ext = 4;

static void declared_again(int n) {
  if (n) {
    extern int ext;
    ext += n;
  }
  __defer_named(h) printf("%d\n", ext);
  if (n == 2)
    defer_run(h);
}

// What is made within another declaration goes with that.
static void within(int n) {
  if (n) {
    struct s {
      enum { P = 3 } e;
    };
    __defer printf("%d %d\n", P, (int)(sizeof(struct s) == sizeof(enum { Q })));
  }
}

int main(void) {
  // CHECK:      22
  // CHECK-NEXT: 12
  // CHECK-NEXT: 2
  with_pointer(3);
  // CHECK-NEXT: 2
  // CHECK-NEXT: 3
  // CHECK-NEXT: 2
  // CHECK-NEXT: 2
  // CHECK-NEXT: 0
  // CHECK-NEXT: 1
  with_enumeration(3);
  // CHECK-NEXT: 1 1
  // CHECK-NEXT: 9
  // CHECK-NEXT: 9
  // CHECK-NEXT: 2 2
  renamed(1);
  renamed(2);
  // CHECK-NEXT: 5
  // CHECK-NEXT: 7
  declared_again(1);
  declared_again(2);
  // CHECK-NEXT: 3 1
  within(1);
}
