// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferred statement in a loop that names a variable of the loop's body: the
// record holds the instance, and each execution of the body has its own.

// RUN: %defer --target=x86_64-linux-gnu -O0 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s
// REQUIRES: x86-registered-target

void a(int);
int test(int);

void loop(int n) {
  for (int i = 0; i < n; i++) {
    int fd = test(i);
    __defer a(fd);
  }
}
// CHECK-LABEL: define {{.*}}@loop(
// CHECK-DAG: %defer.frame = alloca
// CHECK-DAG: %defer.slot = alloca {{i8\*|ptr}}
// CHECK-DAG: %defer.first = alloca [8 x i8], align 8
// CHECK-NOT: %fd = alloca
// CHECK: {{^}}for.body:
// CHECK-NEXT: [[NAMED:%[^ ]+]] = load i1,
// CHECK-NEXT: br i1 [[NAMED]], label %{{[^ ]+}}, label %{{[^ ]+}}
// CHECK: call {{i8\*|ptr}} @__deferblock({{i8\*|ptr}} %{{[^ ]+}}, i64 8, i64 8)
// CHECK: call i32 @test(
// CHECK: [[RECORD:%[^ ]+]] = call {{i8\*|ptr}} @__deferproc({{i8\*|ptr}} %{{[^ ]+}}, i64 24, i32 0)
// CHECK: [[SLOT:%[^ ]+]] = load {{i8\*|ptr}}, {{i8\*\*|ptr}} %defer.slot
// CHECK-NEXT: getelementptr inbounds i8, {{i8\*|ptr}} [[RECORD]], i64 16
// CHECK: store {{i8\*|ptr}} [[SLOT]],
// CHECK: call {{i8\*|ptr}} @__deferreturn(
// CHECK: call void @a(
// CHECK: {{^}}}

// Only the variables that are named are in the instance, with their alignment.
void aligned(int n) {
  for (int i = 0; i < n; i++) {
    _Alignas(64) char buffer[100];
    int other = i;
    short tag = i;
    buffer[0] = other;
    __defer a(buffer[0] + tag);
  }
}
// CHECK-LABEL: define {{.*}}@aligned(
// CHECK-DAG: %defer.first = alloca [128 x i8], align 64
// CHECK-DAG: %other = alloca i32
// CHECK: call {{i8\*|ptr}} @__deferblock({{i8\*|ptr}} %{{[^ ]+}}, i64 {{104|128}}, i64 64)
// CHECK: {{^}}}

// Two deferrals of one execution share the instance.
void shared(int n) {
  for (int i = 0; i < n; i++) {
    int x = i;
    __defer a(x);
    __defer a(x + 1);
  }
}
// CHECK-LABEL: define {{.*}}@shared(
// CHECK: call {{i8\*|ptr}} @__deferblock(
// CHECK-NOT: @__deferblock(
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 24, i32 0)
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 24, i32 1)
// CHECK: {{^}}}

// A variable of the function needs no instance.
void function_variable(int n) {
  int x = 1;
  for (int i = 0; i < n; i++)
    __defer a(x);
}
// CHECK-LABEL: define {{.*}}@function_variable(
// CHECK-NOT: @__deferblock(
// CHECK: call {{i8\*|ptr}} @__deferproc({{.*}}, i64 16, i32 0)
// CHECK-NOT: @__deferblock(
// CHECK: {{^}}}
