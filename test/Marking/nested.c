// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferred statement that defers is a body of its own, with its own token,
// order and exit; its end comes after its exit.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);

void g(int n) {
  __defer {
    __defer f(1);
    __defer __defer f(2);
    f(3);
  }
  __defer f(4);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 0, i32 noundef 1)
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[U:%[^ ),]+]])
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[U]], i32 noundef 2, i32 noundef 0, i32 noundef 1)
// CHECK: call void @f(i32 noundef 1)
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 2)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[U]], i32 noundef 3, i32 noundef 0, i32 noundef 2)
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[V:%[^ ),]+]])
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[V]], i32 noundef 4, i32 noundef 0, i32 noundef 1)
// CHECK: call void @f(i32 noundef 2)
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 4)
// CHECK: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[V]])
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 3)
// CHECK: call void @f(i32 noundef 3)
// CHECK-NEXT: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[U]])
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 1)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 5, i32 noundef 0, i32 noundef 2)
// CHECK: call void @f(i32 noundef 4)
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 5)
// CHECK: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[T]])
// CHECK-NEXT: ret void
