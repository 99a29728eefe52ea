// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Control enters the body of a `switch` at a label, so its execution is marked
// before the `switch`.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int *);

void g(int n) {
  while (n--) {
    switch (n) {
      int k;
    case 1:
      k = 1;
      __defer f(&k);
    }
  }
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: call void @__defer_mark_block({{ptr|i8\*}} noundef [[T]], i32 noundef [[BLOCK:[1-9]]])
// CHECK-NOT: __defer_mark
// CHECK: switch i32
// CHECK-NOT: @__defer_mark_block
// CHECK: @__defer_mark({{ptr|i8\*}} noundef [[T]], i32 noundef 1, i32 noundef 1, i32 noundef 1, i32 noundef [[BLOCK]], {{ptr|i8\*}} noundef {{%[^ ,]+}})
