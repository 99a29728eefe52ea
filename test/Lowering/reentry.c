// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a statement that may run itself, in the middle of itself, becomes a
// function; there is still one of it. Those that it does not run stay where they
// are.
//
// RUN: %defer -O0 -g -emit-llvm -S %s -o - | FileCheck %s

void use(int);

// CHECK-LABEL: define {{.*}}@f(
// CHECK-NOT: call {{.*}}@use({{.*}} 7)
// CHECK: call void @f.deferred(
// CHECK-NOT: __defer_stand_in
// CHECK: call {{.*}}@use({{.*}} 8)
// CHECK-LABEL: {{^}}}

// CHECK: define internal void @f.deferred(
// CHECK: alloca i32
// CHECK: call {{.*}}@use({{.*}} 7)
// CHECK: call void @f.deferred(
// CHECK-NOT: @use({{.*}} 8)
// CHECK-LABEL: {{^}}}
void f(int n) {
  __defer use(8);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      int own = k;
      use(7);
      defer_run(h);
      use(own);
    }
  }
}
