// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: in a loop each record has copies of its own, which belong to its
// deferral alone; S may write them.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct big { int a[40]; };

static void each(void) {
  struct big big = {{0}};
  for (int i = 0; i < 12; i++) {
    big.a[i % 40] = i;
    __defer_capture(i, big) {
      printf("%d.%d ", i, big.a[i % 40]);
      i = 100;
      big.a[0] = 100;
    }
    int square = i * i;
    if (i % 5 == 0)
      __defer_capture(square)
        printf("(%d) ", square);
    square = 0;
    if (i == 10)
      __defer_capture(i) __defer printf("[%d] ", i++);
  }
  for (int j = 0; j < 2; j++)
    __defer_capture(j)
      printf("j%d ", j);
}

static int by_goto(int n) {
again:
  __defer_capture(n)
    printf("g%d ", n);
  if (--n)
    goto again;
  return n;
}

/* The same instance, with another value. */
static void declared_again(int n) {
  {
  again:;
    int x = n * 2;
    __defer_capture(x)
      printf("x%d ", x);
    if (--n)
      goto again;
  }
}

// CHECK: j1 j0 11.11 [10] (100) 10.10 9.9 8.8 7.7 6.6 (25) 5.5 4.4 3.3 2.2 1.1 (0) 0.0
// CHECK-NEXT: g1 g2 g3
// CHECK-NEXT: x2 x4 x6
int main(void) {
  each();
  puts("");
  by_goto(3);
  puts("");
  declared_again(3);
  puts("");
}
