// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: compound literals in S, in the function's outermost block, and as
// the returned value.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

struct point {
  int x, y;
};

static void show(const struct point *p, const int *list) {
  printf("%d %d:", p->x, p->y);
  while (*list)
    printf(" %d", *list++);
  printf("\n");
}

static struct point f(int n) {
  struct point *outer = &(struct point){n, 1};
  int *list = (int[]){n, n + 1, 0};
  __defer show(outer, list);
  __defer show(&(struct point){n, outer->y}, (int[]){5, n, 0});
  for (int i = 0; i < 2; i++) {
    struct point p = (struct point){i, n};
    __defer {
      struct point *q = &(struct point){.y = p.x};
      q->x = p.y;
      show(q, (const int[]){p.x + 1, 0});
    }
    p.y++;
  }
  outer->y = 8;
  list[0] = 9;
  n += 10;
  return *outer = (struct point){n, n};
}

int main(void) {
  struct point p = f(1);
  printf("%d %d\n", p.x, p.y);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 2 1: 2
// CHECK-NEXT: 2 0: 1
// CHECK-NEXT: 11 11: 5 11
// CHECK-NEXT: 11 11: 9 2
// CHECK-NEXT: 11 11
// CHECK-NOT: {{.+}}
