// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "The body of a `switch` is a block like any other, its variables
// too, though control enters it at a `case`."
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    switch (k % 4) {
      int v, w;
    case 0:
      v = 100 + k;
      __defer printf("zero %d\n", v);
      v++;
      break;
    case 1:
      v = 200 + k;
      /* fall through */
    case 2:
      w = k;
      if (k % 4 == 2)
        v = 300 + k;
      __defer printf("one or two %d %d\n", v, w);
      __defer w += 1000;
      break;
    default: {
      int x = k;
      v = 400;
      __defer printf("default %d %d\n", x, v);
      v += x;
      if (x == 7)
        return x;
    }
    }
  }
  return -1;
}

int main(void) {
  printf("= %d\n", f(5));
  printf("= %d\n", f(20));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: zero 105
// CHECK-NEXT: default 3 403
// CHECK-NEXT: one or two 302 1002
// CHECK-NEXT: one or two 201 1001
// CHECK-NEXT: zero 101
// CHECK-NEXT: = -1
// CHECK-NEXT: default 7 407
// CHECK-NEXT: one or two 306 1006
// CHECK-NEXT: one or two 205 1005
// CHECK-NEXT: zero 105
// CHECK-NEXT: default 3 403
// CHECK-NEXT: one or two 302 1002
// CHECK-NEXT: one or two 201 1001
// CHECK-NEXT: zero 101
// CHECK-NEXT: = 7
// CHECK-NOT: {{.+}}
