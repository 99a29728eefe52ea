// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A flag for a deferral that may be pending or not, and for no other: set to
// false at the start, to true where the deferral is, tested once.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll --implicit-check-not='alloca i1' \
// RUN:   --implicit-check-not=__defer --implicit-check-not='load i1'

void a(void), b(void), c(void), d(void);
int test(int);

int one(int x) {
  if (x)
    __defer a();
  return test(1);
}
// CHECK-LABEL: define {{.*}}@one(
// CHECK: [[FLAG:%defer.pending[^ ]*]] = alloca i1
// CHECK: store i1 false, {{i1\*|ptr}} [[FLAG]]
// CHECK: br i1
// CHECK: {{^}}if.then:
// CHECK-NEXT: store i1 true, {{i1\*|ptr}} [[FLAG]]
// CHECK: [[V:%[^ ]+]] = call i32 @test(
// CHECK: [[SET:%[^ ]+]] = load i1, {{i1\*|ptr}} [[FLAG]]
// CHECK-NEXT: br i1 [[SET]], label %[[BODY:[^ ]+]], label %[[EXIT:[^ ]+]]
// CHECK: {{^}}[[BODY]]:
// CHECK-NEXT: call void @a()
// CHECK-NEXT: br label %[[EXIT]]
// CHECK: {{^}}[[EXIT]]:
// CHECK-NEXT: ret i32 [[V]]

// Only b has a flag.
void between(int x) {
  __defer a();
  if (x)
    __defer b();
  __defer c();
  test(1);
}
// CHECK-LABEL: define {{.*}}@between(
// CHECK: [[FLAG:%defer.pending[^ ]*]] = alloca i1
// CHECK: call void @c()
// CHECK: [[SET:%[^ ]+]] = load i1, {{i1\*|ptr}} [[FLAG]]
// CHECK: br i1 [[SET]]
// CHECK: {{^}}}

// The two branches exclude each other, but at the end each may be pending.
void branches(int x) {
  if (x)
    __defer a();
  else
    __defer b();
  test(1);
}
// CHECK-LABEL: define {{.*}}@branches(
// CHECK: [[FLAG1:%defer.pending[^ ]*]] = alloca i1
// CHECK: [[FLAG2:%defer.pending[^ ]*]] = alloca i1
// CHECK: call i32 @test(
// CHECK-DAG: load i1, {{i1\*|ptr}} [[FLAG1]],
// CHECK-DAG: load i1, {{i1\*|ptr}} [[FLAG2]],
// CHECK-DAG: call void @b()
// CHECK-DAG: call void @a()
// CHECK: {{^}}}

// The early return is before the flag matters: it need not ask.
int early(int x) {
  __defer a();
  if (test(1))
    return 1;
  if (x)
    __defer b();
  return 2;
}
// CHECK-LABEL: define {{.*}}@early(
// CHECK: [[FLAG:%defer.pending[^ ]*]] = alloca i1
// CHECK: store i32 1, {{.*}}%retval
// CHECK: br label %[[RUN_A:[^ ]+]]
// CHECK: store i32 2, {{.*}}%retval
// CHECK: load i1, {{.*}}[[FLAG]]
// CHECK: {{^}}}
