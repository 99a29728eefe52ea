// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each cleanup variable of a declaration has its own place in the order.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
static void f(void) {
  __attribute__((cleanup(clean))) int a = 1, b = ({
                                               __defer p(2);
                                               3;
                                             });
  __defer p(4);
}

int main(void) {
  f();
  puts("");
  return 0;
}

//CHECK:4 c3 2 c1 
