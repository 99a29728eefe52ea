// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 4 and 8: what is run or cancelled by name is taken off the list without
// a call where it is the newest record there and no older one was dropped before;
// the runtime does the rest.

// RUN: %defer --target=x86_64-linux-gnu -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %defer --target=aarch64-linux-gnu -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %defer --target=x86_64-linux-gnu -Os -S -emit-llvm %s -o - | FileCheck --check-prefix=SMALL %s
// RUN: %defer --target=x86_64-linux-gnu -O0 -S -emit-llvm %s -o - | FileCheck --check-prefix=SMALL %s
// REQUIRES: x86-registered-target, aarch64-registered-target

void release(int);
int test(int);

// It is the newest here whatever happens.
// CHECK-LABEL: define {{.*}}@newest(
// CHECK-NOT: @__deferdrop(
// CHECK: call void @release(
// CHECK-NOT: @__deferdrop(
// CHECK: {{^}}}
// SMALL-LABEL: define {{.*}}@newest(
// SMALL: call void @__deferdrop(
// SMALL: call void @__deferdrop(
// SMALL: {{^}}}
void newest(int n) {
  for (int i = 0; i < n; i++) {
    int v = test(i);
    __defer_named(h) release(v);
    if (v == 1)
      defer_run(h);
    else if (v == 2)
      defer_cancel(h);
  }
}

// Here it is not: the other one is. After that it is the runtime's to look.
// CHECK-LABEL: define {{.*}}@older(
// CHECK: [[HOLES:%[0-9]+]] = phi i1 [ false,
// CHECK: br i1 [[HOLES]], label %{{[0-9]+}}, label
// CHECK: call void @__deferdrop(
// CHECK: {{^}}}
void older(int n) {
  for (int i = 0; i < n; i++) {
    int v = test(i);
    __defer_named(h) release(v);
    __defer_named(g) release(-v);
    if (v == 1)
      defer_cancel(h);
    if (v == 2)
      defer_cancel(g);
  }
}

// A record that a static deferral's way stops at is a mark: the runtime says so in
// its size.
// CHECK-LABEL: define {{.*}}@marks(
// CHECK: icmp eq i32 {{%[0-9]+}}, 32
// CHECK: call void @__deferdrop(
// CHECK: {{^}}}
int marks(int n) {
  for (int i = 0; i < n; i++) {
    int v = test(i);
    __defer_named(h) release(v);
    if (v < 0)
      goto out;
    if (v == 2)
      defer_cancel(h);
  }
out:
  __defer release(n);
  for (int i = 0; i < n; i++) {
    int v = test(i);
    __defer_named(g) release(v);
    if (v == 2)
      defer_cancel(g);
  }
  return 0;
}
