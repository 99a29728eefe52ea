// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function with static deferrals is inlined like any other.

// RUN: %defer -O2 -S -emit-llvm %s -o - | FileCheck %s

void lock(int), unlock(int);
int test(int);

static int locked(int which) {
  lock(which);
  __defer unlock(which);
  if (test(1))
    return -1;
  return test(2);
}

static inline void optional(int which) {
  if (test(3)) {
    lock(which);
    __defer unlock(which);
  }
  test(4);
}

int caller(void) {
  int n = locked(7);
  optional(8);
  return n;
}
// CHECK-LABEL: define {{.*}}@caller(
// CHECK-NOT: call {{.*}}@locked(
// CHECK-NOT: call {{.*}}@optional(
// CHECK: call void @unlock(i32 {{.*}}7)
// CHECK-NOT: call void @unlock(i32 {{.*}}7)
// CHECK-NOT: call {{.*}}@locked(
// CHECK-NOT: call {{.*}}@optional(
// CHECK: call void @unlock(i32 {{.*}}8)
// CHECK: {{^}}}

__attribute__((always_inline)) static inline int always(int which) {
  lock(which);
  __defer unlock(which);
  return test(which);
}
int always_caller(void) { return always(5); }
// CHECK-LABEL: define {{.*}}@always_caller(
// CHECK-NOT: @always(
// CHECK: call void @unlock(i32 {{.*}}5)
// CHECK: {{^}}}
