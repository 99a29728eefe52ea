// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Static deferrals: the body is marked at its start, each deferral where it
// becomes pending with reason 0 and a growing order, and the exit on the one
// way out that all `return`s take.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);

int g(int n) {
  f(0);
  __defer f(1);
  if (n)
    return 1;
  __defer f(2);
  return 2;
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: call void @f(i32 noundef 0)
// CHECK-NEXT: [[P1:%[^ ]+]] = call zeroext i1 {{.*}}@__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 0, i32 noundef 1)
// CHECK-NEXT: br i1 [[P1]], label %[[YES:[^ ,]+]], label %[[NO:[^ ,]+]]
// CHECK: [[YES]]:
// CHECK-NEXT: call void @f(i32 noundef 1)
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 1)
// CHECK-NEXT: br label %[[NO]]
// CHECK: [[NO]]:
// CHECK: call zeroext i1 {{.*}}@__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 2, i32 noundef 0, i32 noundef 2)
// CHECK: call void @f(i32 noundef 2)
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 2)
// CHECK-NOT: call void @f
// CHECK: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[T]])
// CHECK-NOT: call {{.*}}@__defer_mark
// CHECK: ret i32
// CHECK-NOT: call {{.*}}@__defer_mark
