// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "C89 to C2y with GNU extensions": functions with old-style
// definitions, an implicit return type among them.
//
// RUN: %exec -std=gnu89 %s | FileCheck %s

#include <stdio.h>

static int add(a, b)
int a;
short b;
{
  __defer printf("add %d %d\n", a, b);
  __defer a = b = 0;
  return a + b;
}

static char *last(s, n, c)
char *s, c;
register int n;
{
  int i;
  for (i = 0; i < n; i++) {
    char *p = s + i;
    __defer *p = c;
    c++;
  }
  return s + n - 1;
}

static f() {
  __defer printf("f\n");
  return 5;
}

int main() {
  char buf[4];
  printf("%d\n", add(1, 2));
  buf[3] = 0;
  printf("%d\n", last(buf, 3, 'a') == buf + 2);
  printf("%s\n", buf);
  printf("%d\n", f());
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: add 0 0
// CHECK-NEXT: 3
// CHECK-NEXT: 1
// CHECK-NEXT: ddd
// CHECK-NEXT: f
// CHECK-NEXT: 5
// CHECK-NOT: {{.+}}
