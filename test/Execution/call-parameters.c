// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: parameters are variables like others: S sees their last value.
//
// REWRITE-NOT: tcc (no such parameters)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

struct big {
  int v[20];
};

static int scalars(int a, const int b, register short c, volatile char d) {
  __defer printf("%d %d %d %c\n", a, b, c, d);
  a++;
  c *= 2;
  d++;
  return a + b;
}

static int arrays(int n, int a[n], char s[static 4], int m[][n]) {
  __defer {
    printf("%d %c %d %d\n", a[n - 1], *s, m[1][0], (int)(sizeof m[0] / sizeof(int)));
    a[0] = n;
  }
  a[n - 1] = 50;
  s++;
  return a[0];
}

static struct big aggregates(struct big b, struct big *p) {
  __defer {
    p->v[0] += b.v[0];
    b.v[1] = 99;
  }
  b.v[0]++;
  return b;
}

static void modified_in_loop(int n) {
  while (n > 0) {
    n--;
    __defer printf("n %d\n", n++);
  }
}

static void counted(int n, const char *s) {
  for (; *s; s++) {
    if (*s == '-')
      continue;
    const char *at = s;
    n++;
    __defer printf("%c %d %d\n", *at, (int)(s - at), n--);
  }
}

int main(void) {
  int a[3] = {1, 2, 3}, m[2][3] = {{0}, {7}};
  char s[] = "text";
  struct big x = {{10, 11}}, y;
  printf("%d\n", scalars(1, 2, 3, 'd'));
  int r = arrays(3, a, s, m);
  printf("%d %d %d\n", r, a[0], a[2]);
  y = aggregates(x, &x);
  printf("%d %d %d\n", x.v[0], y.v[0], y.v[1]);
  modified_in_loop(2);
  counted(0, "a-b-");
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 2 2 6 e
// CHECK-NEXT: 4
// CHECK-NEXT: 50 e 7 3
// CHECK-NEXT: 1 3 50
// CHECK-NEXT: 21 11 11
// CHECK-NEXT: n 0
// CHECK-NEXT: n 1
// CHECK-NEXT: b 2 2
// CHECK-NEXT: a 4 1
// CHECK-NOT: {{.+}}
