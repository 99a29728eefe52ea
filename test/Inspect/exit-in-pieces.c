// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where control runs off the end, what is due may stand in pieces: with a test between
// that the optimizer has made one with the source's own, or an instruction with no line.
// The row of the end has all of it, and a statement with a call of its own that is not
// attributed is in one place.

// REQUIRES: x86-registered-target, aarch64-registered-target
// RUN: %inspect %s -- -O0 --target=x86_64-linux-gnu | FileCheck --check-prefixes=CHECK,O0 %s
// RUN: %inspect %s -- -O1 --target=x86_64-linux-gnu | FileCheck --check-prefixes=CHECK,O1 %s
// RUN: %inspect %s -- -O0 --target=aarch64-linux-gnu | FileCheck --check-prefixes=CHECK,O0 %s
// RUN: %inspect %s -- -O1 --target=aarch64-linux-gnu | FileCheck --check-prefixes=CHECK,O1 %s

int test(int), drop(int);
void work(int);

void two(int n) {
  work(1);
  if (test(2))
    __defer drop(1);
  __defer drop(2);
  work(n);
}
// CHECK-LABEL: : two,
// CHECK:       23:1 end 20:5 {{.*}} 0..{{[1-5] [0-9.]+$}}
// CHECK-NEXT:  21:3 0 0 {{[12] (4|8|10)$}}

void choice(int n) {
  __defer drop(n ? test(1) : test(2));
  work(n);
}
// CHECK-LABEL: : choice,
// O0:          31:1 end 29:3 0 0 {{[5-9]\.\.([6-9]|10) [2-4][0-9]\.\.[2-4][0-9]$}}
// O1:          29:3 __defer static {{.*}} 1{{$}}
