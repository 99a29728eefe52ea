// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a loop: a record for each time round, with nothing in it if the deferred
// statement names no variable of the loop.

// RUN: %defer --target=x86_64-linux-gnu -O0 -S -emit-llvm -fno-discard-value-names %s -o - | \
// RUN:   FileCheck %s --implicit-check-not='@__deferblock(i8* %' --implicit-check-not='@__deferblock(ptr %' -DHEADER=16
// RUN: %defer --target=aarch64-linux-gnu -O0 -S -emit-llvm -fno-discard-value-names %s -o - | \
// RUN:   FileCheck %s --implicit-check-not='@__deferblock(i8* %' --implicit-check-not='@__deferblock(ptr %' -DHEADER=16
// REQUIRES: x86-registered-target, aarch64-registered-target

void a(int), b(int);
int test(int);

int loop(int n) {
  while (test(n))
    __defer a(n);
  return test(2);
}
// CHECK-LABEL: define {{.*}}@loop(
// CHECK-DAG: [[FRAME:%defer.frame]] = alloca [32 x i8], align 8
// CHECK-DAG: %defer.records = alloca [256 x i8], align 16
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 [[HEADER]], i32 0)
// CHECK: [[V:%[^ ]+]] = call i32 @test(i32 {{.*}}2)
// CHECK: br label %[[TAKE:[^ ]+]]
// CHECK: {{^}}[[TAKE]]:
// CHECK: [[RECORD:%[^ ]+]] = call {{i8\*|ptr}} @__deferreturn({{.*}}, {{i8\*|ptr}} null)
// CHECK-NEXT: [[NONE:%[^ ]+]] = icmp eq {{i8\*|ptr}} [[RECORD]], null
// CHECK-NEXT: br i1 [[NONE]], label %[[DONE:[^ ]+]], label %[[BODY:[^ ]+]]
// CHECK: {{^}}[[BODY]]:
// CHECK: call void @a(
// CHECK: br label %[[TAKE]]
// CHECK: {{^}}[[DONE]]:
// CHECK-NEXT: ret i32 [[V]]
// CHECK: {{^}}}

// Two in one loop: one drain, the record says which.
void two(int n) {
  while (test(n)) {
    __defer a(1);
    __defer b(2);
  }
}
// CHECK-LABEL: define {{.*}}@two(
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 [[HEADER]], i32 0)
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 [[HEADER]], i32 1)
// CHECK: call {{i8\*|ptr}} @__deferreturn(
// CHECK: [[ID:%[^ ]+]] = load i32,
// CHECK-NEXT: {{(switch i32)|(%.* = icmp eq i32)}} [[ID]],
// CHECK-NOT: @__deferreturn(
// CHECK: {{^}}}

// A backward goto is a loop too.
void back(int n) {
again:
  __defer a(n);
  if (test(n))
    goto again;
}
// CHECK-LABEL: define {{.*}}@back(
// CHECK: call {{i8\*|ptr}} @__deferproc(
// CHECK: call {{i8\*|ptr}} @__deferreturn(
// CHECK: {{^}}}

// CHECK-DAG: declare {{i8\*|ptr}} @__deferproc({{i8\*|ptr}} {{nocapture|captures\(none\)}}, i64, i32)
// CHECK-DAG: declare {{i8\*|ptr}} @__deferreturn({{i8\*|ptr}} {{nocapture|captures\(none\)}}, {{i8\*|ptr}})
