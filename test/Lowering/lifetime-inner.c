// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same for variables of a deferred statement that defers something itself,
// and for variables of the function that are named in a loop.

// RUN: %defer -Os -c -emit-llvm -fno-discard-value-names -fplugin-arg-defer-keep-markers \
// RUN:   -Xclang -disable-llvm-passes %s -o %t.bc
// RUN: %opt_defer -S %t.bc -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll
// RUN: %opt -passes=verify -disable-output %t.ll

void use(int *);
int test(int);

void inner(void) {
  __defer {
    int x = test(1);
    use(&x);
    __defer use(&x);
    test(2);
  }
}
// CHECK-LABEL: define {{.*}}@inner(
// CHECK-NOT: __defer
// CHECK: call i32 @test(i32 {{.*}}2)
// CHECK-NOT: lifetime.end
// CHECK: call void @use(
// CHECK: {{^}}}

void loop(int n) {
  int x = 0;
  for (int i = 0; i < n; i++)
    __defer use(&x);
  test(1);
}
// CHECK-LABEL: define {{.*}}@loop(
// CHECK-NOT: @llvm.lifetime.end{{.*}}%x
// CHECK: call {{i8\*|ptr}} @__deferreturn(
// CHECK-NOT: @llvm.lifetime.end{{.*}}%x)
// CHECK: call void @use(
// CHECK: {{^}}}
