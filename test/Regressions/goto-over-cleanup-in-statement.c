// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A backward goto over a cleanup variable inside S.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  int n = 0;
  __defer {
  L20:;
    __defer p(n + 10);
    __attribute__((cleanup(clean))) int c22 = n;
    if (n++ < 1)
      goto L20;
  }
}

int main(void) {
  f();
  puts("");
  return 0;
}

//CHECK:c0 c1 12 12 
