// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: "What `S` does to a variable that was returned changes nothing,
// for structures as for scalars": structures returned in registers.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct pair {
  int a, b;
};
struct mixed {
  double d;
  char c;
};
struct one {
  short s;
};

static struct pair direct(void) {
  struct pair p = {1, 2};
  __defer p.a = 99;
  return p;
}

static struct pair pointed(void) {
  struct pair p = {3, 4};
  struct pair *q = &p;
  __defer q->b = 99;
  return p;
}

static struct mixed several(int w) {
  struct mixed m = {1.5, 'x'};
  struct mixed n = {2.5, 'y'};
  __defer {
    m.d = 0;
    n.d = 0;
    m.c = n.c = '?';
  }
  if (w == 0)
    return m;
  if (w == 1)
    return n;
  return (struct mixed){3.5, 'z'};
}

static struct one whole(void) {
  struct one o = {5};
  __defer o = (struct one){99};
  return o;
}

int main(void) {
  struct pair p = direct();
  printf("%d %d\n", p.a, p.b);
  p = pointed();
  printf("%d %d\n", p.a, p.b);
  for (int w = 0; w < 3; w++) {
    struct mixed m = several(w);
    printf("%.1f %c\n", m.d, m.c);
  }
  printf("%d\n", whole().s);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 1 2
// CHECK-NEXT: 3 4
// CHECK-NEXT: 1.5 x
// CHECK-NEXT: 2.5 y
// CHECK-NEXT: 3.5 z
// CHECK-NEXT: 5
// CHECK-NOT: {{.+}}
