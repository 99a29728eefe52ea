// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A structure is returned in place, unless a deferred statement can reach the
// variable: then it is copied before that runs.

// RUN: %defer --target=x86_64-linux-gnu -O0 -S -emit-llvm -fno-discard-value-names %s -o - | FileCheck %s
// REQUIRES: x86-registered-target

struct big { long word[8]; long last; };
void a(void), change(struct big *);
int test(int);

struct big not_named(void) {
  struct big r = {{0}, 1};
  __defer a();
  r.last = 2;
  return r;
}
// CHECK-LABEL: define {{.*}}@not_named(
// CHECK-NOT: %r = alloca
// CHECK: call void @a()
// CHECK: ret void

struct big named(void) {
  struct big r = {{0}, 1};
  __defer r.last = 3;
  return r;
}
// CHECK-LABEL: define {{.*}}@named(
// CHECK: %r = alloca %struct.big
// CHECK: call void @llvm.memcpy{{.*}}, i64 72,
// CHECK: store i64 3,
// CHECK: ret void

struct big by_address(void) {
  struct big r = {{0}, 1};
  struct big *p = &r;
  __defer change(p);
  return r;
}
// CHECK-LABEL: define {{.*}}@by_address(
// CHECK: %r = alloca %struct.big
// CHECK: call void @llvm.memcpy{{.*}}, i64 72,
// CHECK: call void @change(
// CHECK: ret void
