// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that returns twice does not throw, whatever is declared: its call has
// no landing pad.

// RUN: %defer -fexceptions -O0 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %defer -fplugin-arg-defer-unwind=chain -O0 -S -emit-llvm %s -o - | FileCheck %s

typedef long buffer[64];
int setjmp(buffer) __attribute__((returns_twice));
void f(void);

// CHECK-LABEL: define {{.*}}@g(
// CHECK-NOT: invoke {{.*}}@setjmp(
// CHECK: call i32 @setjmp(
// CHECK: {{^}}}
void g(buffer b) {
  __defer f();
  if (!setjmp(b))
    f();
}
