// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where two functions have one position, as of a file that is included twice or a
// macro, the name says which one an instruction is of. (All was given to the last.)
//
// RUN: %inspect %s -- -O1 | FileCheck %s

#ifndef NAME
#define NAME hot
#define LOOP for (int i = 0; i < n; i++)
#include "included-twice.c"
#undef NAME
#undef LOOP
#define NAME cold
#define LOOP
#include "included-twice.c"

// CHECK: hot,
// CHECK: hot: {{[0-9]+}} {{.*}} = deferrals {{[1-9][0-9]}} (
// CHECK: __defer record
// CHECK: cold,
// CHECK: cold: {{[0-9]+}} {{.*}} = deferrals {{[0-9]}} (
// CHECK: __defer flag
// CHECK: in_one_a,
// CHECK-NEXT: {{^}}  in_one_a: {{[1-9]}}
// CHECK: in_one_b,
// CHECK-NEXT: {{^}}  in_one_b: {{[1-9]}}

void put(int);
#define TWO(name)                                                              \
  void name##_a(int x) { __defer put(x); }                                     \
  void name##_b(int x) {                                                       \
    if (x)                                                                     \
      __defer put(x);                                                          \
  }
TWO(in_one)
#else
void put(int), use(int);
void NAME(int n) {
  LOOP {
    if (use(n), n)
      __defer put(n);
  }
  use(n);
}
#endif
