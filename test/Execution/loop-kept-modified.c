// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "`S` names the variables themselves, not copies: it sees the value
// they have when `S` runs", in the instance of its own iteration.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct point {
  int x, y;
};

static void f(int n) {
  int count = 0;
  for (int i = 0; i < n; i++) {
    int v;
    struct point p = {i, 0};
    int a[2] = {0, 0};
    __defer printf("v %d p %d,%d a %d %d count %d\n", v, p.x, p.y, a[0], a[1],
                   count);
    v = i * 10;
    p.y = v + 1;
    a[i % 2] = 7;
    if (i == 1)
      continue;
    v += 5;
    p.x = -p.x;
    count++;
    if (i == 3)
      break;
    a[0]++;
  }
  count *= 100;
}

int main(void) {
  f(6);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: v 35 p -3,31 a 0 7 count 300
// CHECK-NEXT: v 25 p -2,21 a 8 0 count 300
// CHECK-NEXT: v 10 p 1,11 a 0 7 count 300
// CHECK-NEXT: v 5 p 0,1 a 8 0 count 300
// CHECK-NOT: {{.+}}
