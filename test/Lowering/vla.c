// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable length array of the outermost block that a deferred statement
// names: its stack is not given back before the statement has run.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll --implicit-check-not=__defer
// RUN: %defer -O1 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s --check-prefix=O1

void use(int *, int);
int test(int);

int vla(int n) {
  int array[n];
  use(array, 1);
  __defer use(array, sizeof array);
  if (test(1))
    return 1;
  return test(2);
}
// CHECK-LABEL: define {{.*}}@vla(
// CHECK: %vla = alloca i32, i64
// CHECK-NOT: stackrestore
// CHECK: call void @use({{.*}}%vla
// CHECK-NOT: stackrestore
// CHECK: call void @use({{i32\*|ptr}} {{.*}}%vla{{.*}}, i32 {{.*}}%
// CHECK: ret i32

// O1-LABEL: define {{.*}}@vla(
// O1: call void @use(
// O1-NOT: stackrestore
// O1: call void @use(
// O1: ret i32
