// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite left the cleanup variables of inner blocks to the compiler, in
// functions that are rewritten: TinyCC does not know them.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void clean(int *p) { printf("c%d ", *p); }
#define CLEAN __attribute__((cleanup(clean)))

static int f(int k) {
  __defer printf("end\n");
  for (int i = 0; i < 3; i++) {
    int a CLEAN = i;
    int b __attribute__((unused, cleanup(clean), aligned(8))) = i + 10;
    __attribute__((cleanup(clean))) int c = 20, d = 30;
    if (i == k)
      return 1;
    if (i == k - 1)
      continue;
  again:;
    int e CLEAN = 40;
    if (a++ == 1)
      goto again;
    int x = ({ int y CLEAN = 50; y + 1; });
    int clean = 3; // hides the function where e is cleaned up
    printf("x%d ", x + clean);
  }
  return 0;
}

int main(void) {
  f(1);
  f(4);
  return 0;
}

// CHECK: c30 c20 c10 c0 c30 c20 c11 c1 end
// CHECK-NEXT: c50 x54 c40 c30 c20 c10 c1 c40 c50 x54 c40 c30 c20 c11 c3 c50 x54 c40 c30 c20 c12 c3 end
