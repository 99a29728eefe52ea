// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `goto *&&L` is a goto to L.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  int n = 0;
L:
  if (n)
    p(100 + n);
  __attribute__((cleanup(clean))) int x = n;
  int k = n;
  __defer p(k + 200);
  if (n++ < 2)
    goto *&&L;
}

int main(void) {
  f();
  puts("");
  return 0;
}

//CHECK:c0 101 c1 102 202 c2 202 202 
