// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: one reverse order for deferrals of several loops with static and
// conditional ones between them.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void f(int a, int b, int c) {
  for (int i = 0; i < a; i++) {
    int k = i;
    __defer printf("A%d ", k);
  }
  __defer printf("s1 ");
  for (int i = 0; i < b; i++) {
    int k = i;
    __defer printf("B%d ", k);
  }
  if (b & 1)
    __defer printf("odd ");
  else
    __defer printf("even ");
  if (c > 1) {
    __defer printf("s2 ");
  }
  for (int i = 0; i < c; i++) {
    int k = i;
    if (k != 1)
      __defer printf("C%d ", k);
  }
  if (a == 0)
    return;
  __defer printf("s3 ");
}

int main(void) {
  static const int t[][3] = {{0, 0, 0}, {1, 1, 1}, {2, 2, 2}, {0, 3, 4},
                             {3, 0, 2}, {1, 2, 0}};
  for (int i = 0; i < 6; i++) {
    f(t[i][0], t[i][1], t[i][2]);
    printf(".\n");
  }
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: even s1 .
// CHECK-NEXT: s3 C0 odd B0 s1 A0 .
// CHECK-NEXT: s3 C0 s2 even B1 B0 s1 A1 A0 .
// CHECK-NEXT: C3 C2 C0 s2 odd B2 B1 B0 s1 .
// CHECK-NEXT: s3 C0 s2 even s1 A2 A1 A0 .
// CHECK-NEXT: s3 even B1 B0 s1 A0 .
// CHECK-NOT: {{.+}}
