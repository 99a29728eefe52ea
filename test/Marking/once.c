// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What looks like a loop and is none gives static deferrals.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);

void g(int n) {
  do {
    __defer f(1);
  } while (0);
  while (n) {
    __defer f(2);
    break;
  }
  for (;;) {
    __defer f(3);
    return;
  }
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T:%[^ ,]+]], i32 noundef 1, i32 noundef 0, i32 noundef 1)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 2, i32 noundef 0, i32 noundef 2)
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 3, i32 noundef 0, i32 noundef 3)
