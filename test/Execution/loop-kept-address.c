// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S names the variable itself: what is written through a pointer to
// it, taken before or after the deferral, is what S sees.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int *saved[4];

static void add(int *p, int d) { *p += d; }

static int total(void) {
  int t = 0;
  for (int i = 0; i < 4; i++)
    t += *saved[i];
  return t;
}

static void f(void) {
  for (int i = 0; i < 4; i++) {
    int v = i;
    int w = 0;
    int *before = &v;
    __defer printf("v %d w %d same %d\n", v, w, saved[v % 10] == &v);
    int *after = &v;
    saved[i] = &v;
    *before += 10;
    *after += 100;
    add(&w, i);
    if (before == after)
      add(&w, 1000);
  }
  printf("total %d\n", total());
  for (int i = 0; i < 4; i++)
    *saved[i] += 2000;
  printf("total %d\n", total());
}

int main(void) {
  f();
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: total 446
// CHECK-NEXT: total 8446
// CHECK-NEXT: v 2113 w 1003 same 1
// CHECK-NEXT: v 2112 w 1002 same 1
// CHECK-NEXT: v 2111 w 1001 same 1
// CHECK-NEXT: v 2110 w 1000 same 1
// CHECK-NOT: {{.+}}
