// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferral in the size of an array somewhere in a type.
//
// MODES-NOT: rewrite (a deferral in a type)
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
int n = 3;

int main(void) {
  int(*q)[({
    __defer p(1);
    n;
  })] = malloc(100);
  __defer free(q);
  p(sizeof *q);
  for (int i = 0; i < 3; i++) {
    __typeof__(int[({
      __defer p(i);
      n;
    })]) a;
    p(sizeof a);
  }
  return 0;
}

//CHECK:12 12 12 12 3 3 3 1 
