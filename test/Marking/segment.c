// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cleanup variable of the outermost block starts a segment right behind its
// declaration, in the order of the deferrals; the segment's exit comes before
// the variable is cleaned. Each variable of a declaration has its own.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);
void clean(int *);
#define CLEAN __attribute__((cleanup(clean)))

void g(int n) {
  __defer f(1);
  CLEAN int x;
  __defer f(2);
  CLEAN int y, z;
  {
    CLEAN int inner;
    __defer f(3);
  }
  f(4);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 0, i32 noundef 1)
// CHECK: call void @__defer_mark_segment({{ptr|i8\*}} noundef [[T]], {{ptr|i8\*}} noundef [[X:%[^ ),]+]], i32 noundef 2)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 2, i32 noundef 0, i32 noundef 3)
// CHECK: call void @__defer_mark_segment({{ptr|i8\*}} noundef [[T]], {{ptr|i8\*}} noundef [[Y:%[^ ),]+]], i32 noundef 4)
// CHECK: call void @__defer_mark_segment({{ptr|i8\*}} noundef [[T]], {{ptr|i8\*}} noundef [[Z:%[^ ),]+]], i32 noundef 5)
// CHECK-NOT: __defer_mark_segment
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 3, i32 noundef 0, i32 noundef 6)
// CHECK: call void @clean(
// CHECK-NEXT: call void @f(i32 noundef 4)
// CHECK-NEXT: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[Z]])
// CHECK-NEXT: call void @clean(
// CHECK-NEXT: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[Y]])
// CHECK-NEXT: call void @clean(
// CHECK-NEXT: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[X]])
// CHECK-NEXT: call void @clean(
// CHECK-NEXT: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[T]])
// CHECK-NEXT: ret void
