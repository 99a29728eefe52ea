// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferral that constant conditions keep control from is none, though a label keeps
// its block alive.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  for (int i = 0; i < 2; i++) {
    if (0) {
      __defer {
      L:;
        p(29);
      }
    }
    switch (1) {
    case 0:
      __defer p(30);
    }
    __defer p(40);
  }
  __defer p(55);
}

int main(void) {
  f();
  puts("");
  return 0;
}

//CHECK:55 40 40 
