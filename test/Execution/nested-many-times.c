// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: each time S runs it is a body of its own: a deferral in a loop
// whose S has nested ones, static and in a loop, that name the variables of the
// function's loop.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void f(int n) {
  for (int i = 0; i < n; i++) {
    int v = i * 10;
    int w = i;
    __defer {
      int local = v + 1;
      __defer printf("  end of %d, local %d\n", v, local);
      for (int j = 0; j <= i - n + 2; j++) {
        int u = local * 10 + j;
        __defer printf("  u %d w %d\n", u, w++);
      }
      local = -local;
      printf("S of %d\n", v);
    }
    v += 5;
  }
}

static void only_nested_names(int n) {
  while (n-- > 0) {
    int v = n;
    __defer {
      __defer {
        __defer printf("v %d\n", v);
      }
    }
  }
}

int main(void) {
  f(3);
  only_nested_names(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: S of 25
// CHECK-NEXT:   u 262 w 2
// CHECK-NEXT:   u 261 w 3
// CHECK-NEXT:   u 260 w 4
// CHECK-NEXT:   end of 25, local -26
// CHECK-NEXT: S of 15
// CHECK-NEXT:   u 162 w 1
// CHECK-NEXT:   u 161 w 2
// CHECK-NEXT:   u 160 w 3
// CHECK-NEXT:   end of 15, local -16
// CHECK-NEXT: S of 5
// CHECK-NEXT:   u 62 w 0
// CHECK-NEXT:   u 61 w 1
// CHECK-NEXT:   u 60 w 2
// CHECK-NEXT:   end of 5, local -6
// CHECK-NEXT: v 0
// CHECK-NEXT: v 1
// CHECK-NEXT: v 2
// CHECK-NOT: {{.+}}
