// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// C2y: `break L` and `continue L` lead where they say, in a loop or `switch` whose
// variables a deferral keeps, and in one that a `goto` arrives at.
//
// REQUIRES: llvm-ge-22
// REWRITE-NOT: gcc tcc (C2y)
// RUN: %exec -std=gnu2y -w %s | FileCheck %s

#include <stdio.h>

static void clean(int *p) { printf("c%d ", *p); }

static void kept(int n) {
outer:
  for (int i = 0; i < 3; i++) {
    __defer printf("i%d ", i);
    for (int j = 0;; j++) {
      __defer printf("j%d ", j);
      if (j == n)
        break outer;
      if (j == 1)
        continue outer;
    }
  }
}

static void in_switch(int n) {
  for (int k = 0; k < 2; k++) {
  which:
    switch (n) {
      int x;
    case 1:
      x = k;
      __defer printf("x%d ", x);
      while (1)
        break which;
      printf("no ");
    default:
      printf("d ");
    }
  }
}

static void arriving(int n) {
  int again = 1;
loop:
  for (;;) {
    while (1)
      if (n-- > 0)
        continue loop;
      else
        break loop;
  }
  int v __attribute__((cleanup(clean))) = n;
  __defer printf("A ");
  n = 1;
  if (again--)
    goto loop;
}

int main(void) {
  for (int n = 0; n < 3; n++)
    kept(n), puts("kept");
  in_switch(1), in_switch(0), puts("in_switch");
  arriving(2), puts("arriving");
}

// CHECK: {{^}}j0 i0 kept
// CHECK-NEXT: {{^}}j1 j1 i0 kept
// CHECK-NEXT: {{^}}j1 j1 i3 j1 j1 i3 j1 j1 i3 kept
// CHECK-NEXT: {{^}}x1 x0 d d in_switch
// CHECK-NEXT: {{^}}c-1 A c-1 A arriving
