// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The order of static deferrals is that of becoming pending, not that of the
// source; the number is that of the source.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);

void g(void) {
  goto first;
second:
  __defer f(2);
  return;
first:
  __defer f(1);
  goto second;
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: @__defer_mark({{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 1, i32 noundef 0, i32 noundef 2)
// CHECK: call void @f(i32 noundef 2)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 2, i32 noundef 0, i32 noundef 1)
// CHECK: call void @f(i32 noundef 1)
