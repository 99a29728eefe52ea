// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A loop that is unrolled has each round's statement in a place of its own, and each
// round's exit: what is said of it holds for all of them.

// REQUIRES: x86-registered-target, aarch64-registered-target
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu | FileCheck %s
// RUN: %inspect %s -- -O2 --target=aarch64-linux-gnu | FileCheck %s

int take(int), work(int);
void drop(int), unlock(int), other(void);

static inline int one(int n) {
  int p = take(n);
  __defer drop(p);
  if (n > 1)
    __defer unlock(n);
  return work(p);
}

// CHECK-LABEL: : one
// CHECK:       inlined in apart at
// CHECK:       15:3 __defer static {{.*}} 4{{$}}
// CHECK-NEXT:  17:5 __defer flag {{.*}} 2{{$}}
// CHECK:       18:3 return 15:3 0 0 2 {{(7\.\.8|7|8)$}}
// CHECK-NEXT:  17:5 0 0 0..2 0..{{10|8}}
int apart(void) {
  int s = 0;
  for (int i = 0; i < 4; i++) {
    s += one(i);
    other();
  }
  return s;
}

// With nothing in between that calls something.
// CHECK:       inlined in together at
// CHECK:       15:3 __defer static {{.*}} 4{{$}}
// CHECK-NEXT:  17:5 __defer flag {{.*}} 2{{$}}
// CHECK:       18:3 return 15:3 0 0 2 {{(7\.\.8|7|8)$}}
// CHECK-NEXT:  17:5 0 0 0..2 0..{{10|8}}
int together(void) {
  int s = 0;
  for (int i = 0; i < 4; i++)
    s += one(i);
  return s;
}
