// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: `__defer S` has function scope, in a statement expression too:
// S does not run at its end, and its value is as without the deferral.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

struct pair {
  int a, b;
};

static int f(int n) {
  int x = ({
    int t = n * 2;
    __defer printf("t %d\n", t);
    t++;
  });
  printf("x %d\n", x);
  struct pair p = ({
    struct pair q = {n, x};
    __defer printf("q %d %d\n", q.a, q.b);
    __defer q.a = 77;
    q;
  });
  printf("p %d %d\n", p.a, p.b);
  int y = n > 1 && ({
    __defer printf("right of &&\n");
    n > 2;
  });
  y += ({
    int a = ({
      __defer printf("inner\n");
      10;
    });
    __defer printf("outer %d\n", a);
    a + 1;
  });
  ({
    if (n == 3)
      return -3;
    __defer printf("void\n");
  });
  return y;
}

int main(void) {
  for (int n = 1; n <= 3; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: x 2
// CHECK-NEXT: p 1 2
// CHECK-NEXT: void
// CHECK-NEXT: outer 10
// CHECK-NEXT: inner
// CHECK-NEXT: q 77 2
// CHECK-NEXT: t 3
// CHECK-NEXT: = 11
// CHECK-NEXT: x 4
// CHECK-NEXT: p 2 4
// CHECK-NEXT: void
// CHECK-NEXT: outer 10
// CHECK-NEXT: inner
// CHECK-NEXT: right of &&
// CHECK-NEXT: q 77 4
// CHECK-NEXT: t 5
// CHECK-NEXT: = 11
// CHECK-NEXT: x 6
// CHECK-NEXT: p 3 6
// CHECK-NEXT: outer 10
// CHECK-NEXT: inner
// CHECK-NEXT: right of &&
// CHECK-NEXT: q 77 6
// CHECK-NEXT: t 7
// CHECK-NEXT: = -3
// CHECK-NOT: {{.+}}
