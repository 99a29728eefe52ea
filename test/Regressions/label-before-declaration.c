// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A label may stand before a declaration, of a cleanup variable too.
//
// REWRITE-NOT: tcc (no such label)
// RUN: %exec -Wno-c2x-extensions -Wno-c23-extensions %s | FileCheck %s --match-full-lines --strict-whitespace
// REQUIRES: llvm-ge-19

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  int n = 0;
L:
M:
  int y = n;
  __attribute__((cleanup(clean))) int x = y;
  __defer p(n + 200);
  if (n++ < 1)
    goto L;
  if (n++ < 3)
    goto M;
}

static void g(void) {
  __defer p(1);
L:
  int x __attribute__((cleanup(clean))) = 2;
  __defer p(3);
  if (0)
    goto L;
}

int main(void) {
  f();
  puts("");
  g();
  puts("");
  return 0;
}

//CHECK:c0 c1 205 c3 205 205 
//CHECK-NEXT:3 c2 1 
