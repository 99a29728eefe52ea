// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "`S` is any statement but a declaration or a labelled statement":
// if, for, while, do, switch, expression and empty statements without braces.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n) {
  int i;
  __defer printf("end %d\n", n);
  __defer if (n > 1) printf("if then\n");
  else printf("if else\n");
  __defer for (i = 0; i < n; i++) printf("for %d\n", i);
  __defer for (int k = n; k; k--) printf("for k %d\n", k);
  __defer while (n < 2) printf("while %d\n", n++);
  __defer do printf("do %d\n", n);
  while (n-- > 3);
  __defer switch (n) {
  case 0:
    printf("zero\n");
    break;
  case 1:
    printf("one\n");
    /* fall through */
  default:
    printf("default\n");
  }
  __defer switch (n) case 3: printf("three\n");
  __defer (void)n, n += 0;
  __defer {}
  __defer ;
  printf("body %d\n", n);
}

int main(void) {
  for (int n = 0; n < 5; n++)
    f(n);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: body 0
// CHECK-NEXT: zero
// CHECK-NEXT: do 0
// CHECK-NEXT: while -1
// CHECK-NEXT: while 0
// CHECK-NEXT: while 1
// CHECK-NEXT: for k 2
// CHECK-NEXT: for k 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for 1
// CHECK-NEXT: if then
// CHECK-NEXT: end 2
// CHECK-NEXT: body 1
// CHECK-NEXT: one
// CHECK-NEXT: default
// CHECK-NEXT: do 1
// CHECK-NEXT: while 0
// CHECK-NEXT: while 1
// CHECK-NEXT: for k 2
// CHECK-NEXT: for k 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for 1
// CHECK-NEXT: if then
// CHECK-NEXT: end 2
// CHECK-NEXT: body 2
// CHECK-NEXT: default
// CHECK-NEXT: do 2
// CHECK-NEXT: while 1
// CHECK-NEXT: for k 2
// CHECK-NEXT: for k 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for 1
// CHECK-NEXT: if then
// CHECK-NEXT: end 2
// CHECK-NEXT: body 3
// CHECK-NEXT: three
// CHECK-NEXT: default
// CHECK-NEXT: do 3
// CHECK-NEXT: for k 2
// CHECK-NEXT: for k 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for 1
// CHECK-NEXT: if then
// CHECK-NEXT: end 2
// CHECK-NEXT: body 4
// CHECK-NEXT: default
// CHECK-NEXT: do 4
// CHECK-NEXT: do 3
// CHECK-NEXT: for k 2
// CHECK-NEXT: for k 1
// CHECK-NEXT: for 0
// CHECK-NEXT: for 1
// CHECK-NEXT: if then
// CHECK-NEXT: end 2
// CHECK-NOT: {{.+}}
