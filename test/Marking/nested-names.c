// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that an inner deferral names is named by the deferrals around it
// up to where it is declared.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int *);

void g(int n) {
  while (n--) {
    int k;
    __defer {
      int own;
      __defer {
        f(&k);
        f(&own);
      }
    }
  }
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: call void @__defer_mark_block({{ptr|i8\*}} noundef [[T]], i32 noundef 1)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 1, i32 noundef 1, i32 noundef 1, {{ptr|i8\*}} noundef {{%[^ ,]+}})
// CHECK: @__defer_mark({{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 2, i32 noundef 0, i32 noundef 1, i32 noundef 0, {{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 0, {{ptr|i8\*}} noundef {{%[^ ,]+}})
// CHECK-NOT: @__defer_mark_block
// CHECK: ret void
