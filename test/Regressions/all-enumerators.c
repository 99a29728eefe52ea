// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A switch with all enumerators may still take none of its cases.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
enum E { A, B };

static void f(enum E e) {
  for (int i = 0; i < 3; i++) {
    int k = i;
    switch (e) {
    case A:
      return;
    case B:
      return;
    }
    __defer p(k);
  }
}

int main(void) {
  f((enum E)7);
  puts("");
  return 0;
}

//CHECK:2 1 0 
