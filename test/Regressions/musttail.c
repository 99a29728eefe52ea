// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// musttail works where nothing is pending.
//
// REWRITE-NOT: gcc tcc (they do not know it)
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
__attribute__((noinline)) static int g(int x) { return x + 1; }
static int f(int x) {
  if (x)
    __attribute__((musttail)) return g(x - 1);
  __defer p(9);
  return 1;
}

int main(void) {
  p(f(4));
  p(f(0));
  puts("");
  return 0;
}

//CHECK:4 9 1 
