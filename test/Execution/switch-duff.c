// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: a deferral whose block lies on a cycle is dynamic: Duff's device,
// entered at each of its cases.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int count) {
  int n = (count + 3) / 4, step = 0;
  __defer printf(" steps %d\n", step);
  switch (count % 4) {
  case 0:
    do {
      step++;
      __defer printf("a");
    case 3:
      step++;
      __defer printf("b");
    case 2:
      step++;
      __defer printf("c");
    case 1:
      step++;
      __defer printf("d");
    } while (--n > 0);
  }
  printf("%d:", count);
}

int main(void) {
  for (int c = 1; c <= 9; c++)
    f(c);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 1:d steps 1
// CHECK-NEXT: 2:dc steps 2
// CHECK-NEXT: 3:dcb steps 3
// CHECK-NEXT: 4:dcba steps 4
// CHECK-NEXT: 5:dcbad steps 5
// CHECK-NEXT: 6:dcbadc steps 6
// CHECK-NEXT: 7:dcbadcb steps 7
// CHECK-NEXT: 8:dcbadcba steps 8
// CHECK-NEXT: 9:dcbadcbad steps 9
// CHECK-NOT: {{.+}}
