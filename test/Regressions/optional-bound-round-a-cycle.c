// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A static deferral that a cycle only seems to carry round does not take part in the
// order before it is reached.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  int n = 0;
L3:;
  __attribute__((cleanup(clean))) int c5 = n;
  __defer p(10);
  if (n++ < 2)
    goto L3;
  __defer p(37);
}

int main(void) {
  f();
  puts("");
  return 0;
}

//CHECK:c0 c1 37 10 c2 10 10 
