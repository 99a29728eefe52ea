// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What returns twice by its attribute counts as setjmp does.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll

int save(void) __attribute__((returns_twice));
void a(void);

int twice(void) {
  __defer a();
  return save();
}
// CHECK-LABEL: define {{.*}}@twice(
// CHECK: @__deferproc(
// CHECK: @__deferreturn(
// CHECK: {{^}}}
