// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "A variable that a pending function-scoped `S` names stays alive
// until `S` has run ..., though its block may have been left long before": the
// variables of blocks beside each other do not share their storage.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <string.h>

static int sum(const unsigned char *p, int n) {
  int s = 0;
  while (n--)
    s += *p++;
  return s;
}

static int use(unsigned char *p, int n, int v) {
  memset(p, v, (size_t)n);
  return sum(p, n);
}

static int f(int n) {
  int total = 0;
  {
    unsigned char a[200];
    total += use(a, 200, 1);
    __defer printf("a %d\n", sum(a, 200));
  }
  {
    unsigned char b[200];
    total += use(b, 200, 2);
    __defer printf("b %d\n", sum(b, 200));
    if (n == 0)
      return total;
  }
  {
    unsigned char c[200];
    total += use(c, 200, 3);
  }
  if (n > 1) {
    unsigned char d[200];
    total += use(d, 200, 4);
    __defer printf("d %d\n", sum(d, 200));
  } else {
    unsigned char e[200];
    total += use(e, 200, 5);
    __defer {
      unsigned char in_s[100];
      printf("e %d %d\n", sum(e, 200), use(in_s, 100, 9));
    }
  }
  unsigned char g[400];
  total += use(g, 400, 6);
  return total;
}

int main(void) {
  for (int n = 0; n < 3; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: b 400
// CHECK-NEXT: a 200
// CHECK-NEXT: = 600
// CHECK-NEXT: e 1000 900
// CHECK-NEXT: b 400
// CHECK-NEXT: a 200
// CHECK-NEXT: = 4600
// CHECK-NEXT: d 800
// CHECK-NEXT: b 400
// CHECK-NEXT: a 200
// CHECK-NEXT: = 4400
// CHECK-NOT: {{.+}}
