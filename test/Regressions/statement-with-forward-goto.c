// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A `goto` further down, out of a scope of S with an end of its own: Clang
// takes into account that it may leave S, and in the end it does not.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void q(int *p) { *p += 1; }

static int arrays(int x) {
  __defer {
    {
      int v[x];
      v[0] = x - 2;
      q(v);
      if (v[0])
        goto L;
      printf("not left ");
    }
    q(&x);
  L:
    printf("S%d ", x);
  }
  return x;
}

static int scalars(int x) {
  for (int i = 0; i < 2; i++) {
    int y = x + i;
    __defer {
      {
        int v = y - 2;
        q(&v);
        if (v)
          goto L;
        printf("not left ");
      }
      q(&y);
    L:
      printf("S%d ", y);
    }
  }
  return x;
}

int main(void) {
  printf("%d\n", arrays(1));
  printf("%d\n", arrays(2));
  printf("%d\n", scalars(1));
}

// CHECK: not left S2 1
// CHECK-NEXT: S2 2
// CHECK-NEXT: S2 not left S2 1
