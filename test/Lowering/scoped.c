// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block-scoped deferral is one body where the block is left, with no flag, no
// record and no call of the runtime, in loops as well.
//
// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s --implicit-check-not=__defer --implicit-check-not=defer.pending

void a(int);
int test(int);

// CHECK-LABEL: define {{.*}}@block(
// CHECK: call i32 @test(i32 {{.*}}0)
// CHECK: call i32 @test(i32 {{.*}}1)
// CHECK: call void @a(i32 {{.*}}1)
// CHECK: call void @a(i32 {{.*}}2)
// CHECK-NOT: call void @a(
// CHECK: ret i32
int block(void) {
  {
    _Defer a(2);
    if (test(0))
      return 1;
    _Defer a(1);
    if (test(1))
      return 2;
  }
  return 3;
}

// CHECK-LABEL: define {{.*}}@loop(
// CHECK: call i32 @test(i32 {{.*}}3)
// CHECK: call void @a(i32 {{.*}}4)
// CHECK-NOT: call void @a(
// CHECK: ret void
void loop(int n) {
  while (n--) {
    _Defer a(4);
    if (test(3))
      continue;
    if (test(3))
      break;
  }
}
