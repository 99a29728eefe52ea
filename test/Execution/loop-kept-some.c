// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a block's variables where only some executions of the block reach
// the deferral that names them.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int f(int n) {
  int made = 0;
  for (int i = 0; i < n; i++) {
    int v[4] = {i, i + 1, i + 2, i + 3};
    int odd = i & 1;
    if (odd) {
      __defer printf("odd %d %d\n", v[0], v[3]);
      made++;
    } else if (i == 4) {
      made++;
      __defer printf("four %d\n", v[1]);
    }
    if (i == 6)
      return made;
    v[3] *= 10;
    v[1] = 44;
  }
  return -made;
}

int main(void) {
  printf("= %d\n", f(4));
  printf("= %d\n", f(9));
  printf("= %d\n", f(1));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: odd 3 60
// CHECK-NEXT: odd 1 40
// CHECK-NEXT: = -2
// CHECK-NEXT: odd 5 80
// CHECK-NEXT: four 44
// CHECK-NEXT: odd 3 60
// CHECK-NEXT: odd 1 40
// CHECK-NEXT: = 4
// CHECK-NEXT: = 0
// CHECK-NOT: {{.+}}
