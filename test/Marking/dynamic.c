// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A dynamic deferral with a kept variable: the execution of its block is marked
// before the variable is set, and the deferral names the variable with the
// number of the block; variables of the outermost block, of the loop as a whole
// and parameters go with 0, once each, and globals not at all.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int *, ...);
int global;

void g(int n) {
  int outermost;
  for (int i = 0; i < n; i++) {
    static int local;
    int k = i;
    __defer f(&k, &k);
    __defer f(&outermost, &i, n, global, &local);
  }
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: icmp slt
// CHECK-NEXT: br i1
// CHECK: call void @__defer_mark_block({{ptr|i8\*}} noundef [[T]], i32 noundef [[BLOCK:[1-9]]])
// CHECK: store i32 {{%[^ ]+}}, {{.*}}
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 1, i32 noundef {{[0-9]+}}, i32 noundef [[BLOCK]], {{ptr|i8\*}} noundef {{%[^ ,]+}})
// CHECK: call void {{.*}}@f(
// CHECK-NEXT: call void @__defer_mark_end(i32 noundef 1)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 2, i32 noundef 1, i32 noundef {{[0-9]+}}, i32 noundef 0, {{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 0, {{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 0, {{ptr|i8\*}} noundef {{%[^ ,]+}})
// CHECK: call void @__defer_mark_end(i32 noundef 2)
// CHECK-NOT: @__defer_mark_block
// CHECK: call void @__defer_mark_exit({{ptr|i8\*}} noundef [[T]])
// CHECK-NEXT: ret void
