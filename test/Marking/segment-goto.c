// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A backward `goto` that leaves a segment but not the body is marked before it
// and where it arrives; one that leaves none is not.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);
void clean(int *);

void g(int n) {
  __defer f(1);
again:
  f(2);
  __attribute__((cleanup(clean))) int x;
stay:
  f(3);
  if (n == 3)
    goto again;
  if (n == 4)
    goto stay;
  f(4);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: call void @__defer_mark_body({{ptr|i8\*}} noundef [[T:%[^ ),]+]])
// CHECK: call void @__defer_mark_goto({{ptr|i8\*}} noundef [[T]], i32 noundef 0)
// CHECK-NEXT: call void @f(i32 noundef 2)
// CHECK: call void @f(i32 noundef 3)
// CHECK: icmp eq i32 {{%[^ ]+}}, 3
// CHECK: call void @__defer_mark_goto({{ptr|i8\*}} noundef [[T]], i32 noundef 1)
// CHECK-NOT: @__defer_mark_goto
// CHECK: ret void
