// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The stack is given back at the end of S, after what S deferred.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
__attribute__((noinline)) static void f(int a, int b) {
  __defer {
    int v = 4;
    int w[b];
    w[0] = a ^ v;
    __defer p(w[0]);
    __defer p(v);
  }
}

int main(void) {
  f(1, 2);
  puts("");
  return 0;
}

//CHECK:4 5 
