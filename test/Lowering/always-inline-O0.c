// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An always_inline function that defers dynamically too: the frame of the
// caller has its own copy.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s

void a(int);
int test(int);

__attribute__((always_inline)) static inline int always(int n) {
  __defer a(1);
  while (test(n))
    __defer a(n);
  return test(2);
}
int caller(void) { return always(5) + always(6); }
// CHECK-LABEL: define {{.*}}@caller(
// CHECK-NOT: call {{.*}}@always(
// CHECK: @__deferproc(
// CHECK: @__deferreturn(
// CHECK: call void @a(i32 {{.*}}1)
// CHECK: @__deferproc(
// CHECK: @__deferreturn(
// CHECK: call void @a(i32 {{.*}}1)
// CHECK: {{^}}}
