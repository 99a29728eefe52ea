// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With `unwind=chain` a function with something pending is on its thread's chain:
// each call says where a panic lands, and nothing of an unwinder is left. A
// function with nothing to run is as it would be.
//
// RUN: %defer -O0 -fplugin-arg-defer-unwind=chain -emit-llvm -S %s -o - | FileCheck %s
// RUN: %defer -O0 -fplugin-arg-defer-unwind=chain -emit-llvm -S %s -o - | FileCheck --check-prefix=NONE %s
// NONE-NOT: invoke
// NONE-NOT: landingpad
// NONE-NOT: {{personality (ptr|i8)}}
// NONE-NOT: resume

void use(int);

void defers(int n) {
  __defer use(1);
  use(n);
}
// CHECK-LABEL: define {{.*}}@defers(
// The link goes on the chain, and the function can be returned to.
// CHECK: load {{.*}} @__defer_chain
// CHECK: store {{.*}} @__defer_chain
// CHECK: asm sideeffect "", "*m"
// CHECK: call void @__defer_linked_first(
// CHECK: call i32 @__defer_enter(
// The call says where it lands; then the deferral runs, and the link goes.
// CHECK: store {{.*}} inttoptr (i64 1 to {{.*}})
// CHECK-NEXT: call void @use(
// CHECK: call void @use(i32 {{.*}}1)
// CHECK: store {{.*}} @__defer_chain
// CHECK: call void @__defer_unlinked_last(
// CHECK: ret void
// CHECK: call void @__defer_pass(
// CHECK-NEXT: unreachable

// CHECK-LABEL: define {{.*}}@plain(
// CHECK-NOT: defer
// CHECK: ret void
void plain(int n) { use(n); }

void clean(int *p);
// CHECK-LABEL: define {{.*}}@cleans(
// CHECK: call i32 @__defer_enter(
void cleans(int n) {
  int x __attribute__((cleanup(clean))) = n;
  use(x);
}
