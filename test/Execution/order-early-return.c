// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Terms: "A deferral that is never reached never runs"; section 2: a return
// runs what is pending at that return, last first.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  if (n == 0)
    return 100;
  __defer printf(" a");
  if (n == 1)
    return 101;
  {
    __defer printf(" b");
    if (n == 2)
      return 102;
    if (n >= 4) {
      __defer printf(" c");
      if (n == 4)
        return 104;
    }
    if (n == 3)
      return 103;
    __defer printf(" d");
    if (n == 5)
      return 105;
  }
  __defer printf(" e");
  if (n == 6)
    return 106;
  __defer printf(" f");
  return 107;
}

int main(void) {
  for (int n = 0; n <= 7; n++) {
    printf("%d:", n);
    int r = f(n);
    printf(" -> %d\n", r);
  }
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 0: -> 100
// CHECK-NEXT: 1: a -> 101
// CHECK-NEXT: 2: b a -> 102
// CHECK-NEXT: 3: b a -> 103
// CHECK-NEXT: 4: c b a -> 104
// CHECK-NEXT: 5: d c b a -> 105
// CHECK-NEXT: 6: e d c b a -> 106
// CHECK-NEXT: 7: f e d c b a -> 107
// CHECK-NOT: {{.+}}
