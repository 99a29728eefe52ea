// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that a block literal in a deferred statement names is named by the
// deferral: its value is taken when S runs.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -fblocks -O0 -S -emit-llvm %s -o - | FileCheck %s

void run(void (^)(void));
void f(int);

void g(int n) {
  while (n--) {
    int k = n;
    __defer run(^{
      f(k);
    });
  }
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_block({{ptr|i8\*}} noundef [[T:%[^ ),]+]], i32 noundef 1)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 1, i32 noundef 1, i32 noundef 1, {{ptr|i8\*}} noundef {{%[^ ,]+}})
