// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a deferred statement defers runs when the statement ends, before the
// next older one of the function.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll --implicit-check-not='@__deferblock(i8* %' --implicit-check-not='@__deferblock(ptr %'

void a(int);
int test(int);

int nested(void) {
  __defer a(1);
  __defer {
    __defer a(2);
    a(3);
    __defer a(4);
  }
  return test(5);
}
// CHECK-LABEL: define {{.*}}@nested(
// CHECK-NOT: __defer
// CHECK: call i32 @test(
// CHECK-NOT: __defer
// CHECK: call void @a(i32 {{.*}}3)
// CHECK: call void @a(i32 {{.*}}4)
// CHECK: call void @a(i32 {{.*}}2)
// CHECK: call void @a(i32 {{.*}}1)
// CHECK-NOT: __defer
// CHECK: ret i32

// A dynamic one in the statement has a frame of the statement's own.
void nested_loop(int n) {
  __defer a(1);
  __defer {
    while (test(2))
      __defer a(3);
  }
}
// CHECK-LABEL: define {{.*}}@nested_loop(
// CHECK: %defer.frame = alloca
// CHECK-NOT: %defer.frame{{.*}} = alloca
// CHECK: @__deferproc(
// CHECK: @__deferreturn(
// CHECK: {{^}}}

// A static one in a dynamic statement stays static.
void nested_static(int n) {
  while (test(1))
    __defer {
      __defer a(1);
      a(2);
    }
}
// CHECK-LABEL: define {{.*}}@nested_static(
// CHECK: @__deferproc(
// CHECK-NOT: @__deferproc(
// CHECK: @__deferreturn(
// CHECK: call void @a(i32 {{.*}}2)
// CHECK: call void @a(i32 {{.*}}1)
// CHECK: {{^}}}
