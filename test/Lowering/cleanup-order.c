// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Cleanup variables of the outermost block and deferrals: one reverse order.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll --implicit-check-not=__defer \
// RUN:   --implicit-check-not='alloca i1'

void a(int), clean(int *);
int test(int);

int interleaved(void) {
  __defer a(1);
  __attribute__((cleanup(clean))) int x = 2;
  __defer a(3);
  __attribute__((cleanup(clean))) int y = 4;
  __defer a(5);
  return test(6);
}
// CHECK-LABEL: define {{.*}}@interleaved(
// CHECK: call i32 @test(
// CHECK: call void @a(i32 {{.*}}5)
// CHECK: call void @clean({{i32\*|ptr}} {{.*}}%y)
// CHECK: call void @a(i32 {{.*}}3)
// CHECK: call void @clean({{i32\*|ptr}} {{.*}}%x)
// CHECK: call void @a(i32 {{.*}}1)
// CHECK: ret i32

// A return between them: each cleanup and each statement is there once.
int between(void) {
  __defer a(1);
  if (test(0))
    return 10;
  __attribute__((cleanup(clean))) int x = 2;
  __defer a(3);
  if (test(1))
    return 20;
  return 30;
}
// CHECK-LABEL: define {{.*}}@between(
// CHECK: call void @a(i32 {{.*}}3)
// CHECK: call void @clean({{i32\*|ptr}} {{.*}}%x)
// CHECK-NOT: call void @clean(
// CHECK: call void @a(i32 {{.*}}1)
// CHECK-NOT: call void
// CHECK: ret i32
