// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// S names what the sizes in its types name.
//
// REWRITE-NOT: tcc (it has the size wrong)
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
int main(void) {
  int n = 3;
  int buf[12];
  for (int i = 0; i < 12; i++)
    buf[i] = i;
  __defer p(((int(*)[n])buf)[3][0]);
  __defer {
    int(*q)[n] = (void *)buf;
    p(q[2][0]);
  }
  __defer {
    __typeof__(int(*)[n]) q = (void *)buf;
    p(q[1][0]);
  }
  return 0;
}

//CHECK:3 6 9 
