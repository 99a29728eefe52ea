// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferral in a deferred statement that names a variable of the round, as the
// statement does: it is the round's in which the statement was deferred, not that
// of the last one.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int times = 2;
static int again(void) { return times-- > 0; }

static void captured(int n) {
  int a = 7;
again:;
  __defer_capture(a) do {
    __defer printf(" %d", a);
  } while (again());
  if (n-- > 0) {
    a++;
    goto again;
  }
  printf("captured:");
}
// CHECK: captured: 9 9 9 8 7{{$}}

static void of_the_round(int n) {
  for (int i = 0; i < n; i++) {
    int v = 10 * i;
    __defer {
      printf(" [%d", v);
      for (int j = 0; j < 2; j++) {
        int w = v + j;
        __defer {
          printf(" %d,%d", v, w);
          __defer printf(" (%d %d)", v, w);
        }
      }
      printf("]");
    }
  }
  printf("round:");
}
// CHECK: round: [20] 20,21 (20 21) 20,20 (20 20) [10] 10,11 (10 11) 10,10 (10 10) [0] 0,1 (0 1) 0,0 (0 0){{$}}

int main(void) {
  captured(2), puts("");
  of_the_round(3), puts("");
}
