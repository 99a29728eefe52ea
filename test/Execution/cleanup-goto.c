// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a backward goto that leaves the scope of a cleanup variable of the
// outermost block runs the cleanup, and no function-scoped deferral: that is
// left only with the function.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void done(int *p) { printf("cleanup %d\n", *p); }

static int f(int n) {
  int i = 0;
  __defer printf("first\n");
again:;
  __attribute__((cleanup(done))) int c = 10 + i;
  __defer printf("defer, i %d\n", i--);
  i++;
  if (i < n)
    goto again;
  printf("end of body\n");
  return i;
}

static void forward(int n) {
  {
    __attribute__((cleanup(done))) int c = n;
    __defer printf("defer %d\n", n);
    if (n == 1)
      goto out;
    printf("end of block\n");
  }
out:
  printf("out\n");
}

int main(void) {
  printf("= %d\n", f(3));
  printf("= %d\n", f(1));
  forward(1);
  forward(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: cleanup 10
// CHECK-NEXT: cleanup 11
// CHECK-NEXT: end of body
// CHECK-NEXT: defer, i 3
// CHECK-NEXT: cleanup 12
// CHECK-NEXT: defer, i 2
// CHECK-NEXT: defer, i 1
// CHECK-NEXT: first
// CHECK-NEXT: = 3
// CHECK-NEXT: end of body
// CHECK-NEXT: defer, i 1
// CHECK-NEXT: cleanup 10
// CHECK-NEXT: first
// CHECK-NEXT: = 1
// CHECK-NEXT: cleanup 1
// CHECK-NEXT: out
// CHECK-NEXT: defer 1
// CHECK-NEXT: end of block
// CHECK-NEXT: cleanup 2
// CHECK-NEXT: out
// CHECK-NEXT: defer 2
// CHECK-NOT: {{.+}}
