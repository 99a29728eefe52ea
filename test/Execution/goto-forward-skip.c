// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Terms: "A deferral that is never reached never runs": a forward goto over it.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int where) {
  __defer printf("a\n");
  if (where == 1)
    goto one;
  __defer printf("b\n");
  if (where == 2)
    goto two;
  __defer printf("c\n");
one:
  __defer printf("d\n");
two:
  if (where == 3)
    goto out;
  {
    __defer printf("e\n");
    if (where == 4)
      goto out;
  }
  __defer printf("f\n");
out:
  return where;
}

int main(void) {
  for (int w = 0; w <= 4; w++)
    printf("= %d\n", f(w));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: f
// CHECK-NEXT: e
// CHECK-NEXT: d
// CHECK-NEXT: c
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: = 0
// CHECK-NEXT: f
// CHECK-NEXT: e
// CHECK-NEXT: d
// CHECK-NEXT: a
// CHECK-NEXT: = 1
// CHECK-NEXT: f
// CHECK-NEXT: e
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: = 2
// CHECK-NEXT: d
// CHECK-NEXT: c
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: = 3
// CHECK-NEXT: e
// CHECK-NEXT: d
// CHECK-NEXT: c
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: = 4
// CHECK-NOT: {{.+}}
