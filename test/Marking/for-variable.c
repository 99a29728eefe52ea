// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable of a `for` in a loop has one instance for each execution of the
// whole `for`, which is marked before its declaration.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int *);

void g(int n) {
  while (n--)
    for (int i = 42; i < n; i++)
      __defer f(&i);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: call void @__defer_mark_block({{ptr|i8\*}} noundef [[T]], i32 noundef [[BLOCK:[1-9]]])
// CHECK: store i32 42,
// CHECK-NOT: @__defer_mark_block
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 1, i32 noundef 1, i32 noundef [[BLOCK]], {{ptr|i8\*}} noundef {{%[^ ,]+}})
