// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What does not return for Clang's analyser only does return.
//
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>

static void p(int x) { printf("%d ", x); }
__attribute__((analyzer_noreturn, noinline)) void failed(int x);
void failed(int x) { p(x); }

int main(void) {
  __defer puts("");
  failed(1);
  __defer p(2);
  if (p(3), 1) {
    failed(4);
    __defer p(5);
  }
  p(6);
}

//CHECK:1 3 4 6 5 2 
