// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function with both kinds keeps its static ones open-coded: only those in
// the loop have records, and the order is one.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=FLAG --input-file=%t.ll

void a(void), b(void), c(void);
int test(int);

int around(int n) {
  __defer a();
  while (test(n))
    __defer b();
  __defer c();
  return test(2);
}
// CHECK-LABEL: define {{.*}}@around(
// CHECK: @__deferproc(
// CHECK-NOT: @__deferproc(
// CHECK: [[V:%[^ ]+]] = call i32 @test(i32 {{.*}}2)
// CHECK: call void @c()
// CHECK-NEXT: br label %[[TAKE:[^ ]+]]
// CHECK: {{^}}[[TAKE]]:
// CHECK-NEXT: [[RECORD:%[^ ]+]] = call {{i8\*|ptr}} @__deferreturn({{.*}}null)
// CHECK: br i1 %{{[^ ]+}}, label %[[RUN_A:[^ ]+]], label %[[RUN_B:[^ ]+]]
// CHECK: {{^}}[[RUN_B]]:
// CHECK: call void @b()
// CHECK: br label %[[TAKE]]
// CHECK: {{^}}[[RUN_A]]:
// CHECK-NEXT: call void @a()
// CHECK-NEXT: ret i32 [[V]]
// CHECK: {{^}}}

// FLAG-LABEL: define {{.*}}@around(
// FLAG-NOT: defer.pending
// FLAG: {{^}}}

// Records above and below c: the upper drain stops at a mark.
void marked(int n) {
  while (test(1))
    __defer a();
  __defer c();
  while (test(2))
    __defer b();
}
// CHECK-LABEL: define {{.*}}@marked(
// CHECK: %defer.mark = alloca {{i8\*|ptr}}
// CHECK: @__deferreturn(
// CHECK-NOT: @__deferreturn(
// CHECK: {{^}}}
