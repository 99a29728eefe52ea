// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A label that is not declared, but whose address is taken, crashed the search for
// blocks that run again.
//
// RUN: not %defer -fsyntax-only %s 2>&1 | FileCheck %s

// CHECK: error: use of undeclared label 'M'
// CHECK-NOT: PLEASE
void f(int n) {
  goto *&&M;
  while (n--) {
    int k = n;
    __defer (void)k;
  }
  asm goto("" : : : : M);
}

// CHECK: error: use of undeclared label 'N'
// CHECK-NOT: PLEASE
void g(int n) {
  void *p = &&N;
  while (n--) {
    int k = n;
    __defer (void)k;
  }
  goto N;
}
