// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: one S may name variables of several nesting levels; each is the
// instance of its own block's execution.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int level0 = 1;

static void f(int level1) {
  int level2 = 10;
  for (int i = 0; i < 2; i++) {
    int level3 = i;
    {
      int level4 = 100 + i;
      int j = 0;
      while (j < 2) {
        int level5 = 10 * i + j++;
        if (level5 != 1) {
          int level6 = -level5;
          __defer printf("%d %d %d %d %d %d %d\n", level0, level1, level2,
                         level3, level4, level5, level6);
          level6--;
        }
        level4 += 100;
      }
    }
    level3 += 7;
    level2++;
  }
  level1 = 4;
  level0 = 5;
}

int main(void) {
  f(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 5 4 12 8 301 11 -12
// CHECK-NEXT: 5 4 12 8 301 10 -11
// CHECK-NEXT: 5 4 12 7 300 0 -1
// CHECK-NOT: {{.+}}
