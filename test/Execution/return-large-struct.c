// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: "What `S` does to a variable that was returned changes nothing,
// for structures as for scalars": structures returned in memory.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

struct big {
  int v[40];
};

static struct big make(int base) {
  struct big b;
  for (int i = 0; i < 40; i++)
    b.v[i] = base + i;
  return b;
}

static int sum(const struct big *b) {
  int s = 0;
  for (int i = 0; i < 40; i++)
    s += b->v[i];
  return s;
}

static struct big direct(void) {
  struct big b = make(0);
  __defer b.v[0] = 1000;
  return b;
}

static struct big pointed(void) {
  struct big b = make(1);
  struct big *p = &b;
  __defer *p = make(500);
  return b;
}

static struct big one_of_two(int first) {
  struct big a = make(2), b = make(3);
  __defer printf("S: %d %d\n", sum(&a), sum(&b));
  __defer {
    a.v[1] += 1000;
    b.v[1] += 2000;
  }
  if (first)
    return a;
  return b;
}

static struct big from_call(void) {
  int base = 4;
  __defer base = 400;
  return make(base);
}

static struct big in_loop(void) {
  struct big b = make(5);
  for (int i = 0; i < 3; i++)
    __defer b.v[i] = -1000;
  return b;
}

static struct big in_block(int n) {
  while (n-- > 0) {
    struct big b = make(n);
    __defer b.v[2] = 7000;
    if (n == 6)
      return b;
  }
  return make(0);
}

int main(void) {
  struct big r = direct();
  printf("%d\n", sum(&r));
  r = pointed();
  printf("%d\n", sum(&r));
  r = one_of_two(1);
  printf("%d\n", sum(&r));
  r = one_of_two(0);
  printf("%d\n", sum(&r));
  r = from_call();
  printf("%d\n", sum(&r));
  r = in_loop();
  printf("%d\n", sum(&r));
  r = in_block(8);
  printf("%d\n", sum(&r));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 780
// CHECK-NEXT: 820
// CHECK-NEXT: S: 1860 2900
// CHECK-NEXT: 860
// CHECK-NEXT: S: 1860 2900
// CHECK-NEXT: 900
// CHECK-NEXT: 940
// CHECK-NEXT: 980
// CHECK-NEXT: 1020
// CHECK-NOT: {{.+}}
