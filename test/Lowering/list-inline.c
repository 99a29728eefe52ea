// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: what a dynamic deferral costs where it is not to be small: a record
// is made in the frame's buffer, and taken off, without a call; the runtime is
// called for the rest. What nothing changes is copied into the record, so that
// the variable needs no instance.

// RUN: %defer --target=x86_64-linux-gnu -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %defer --target=aarch64-linux-gnu -O2 -S -emit-llvm %s -o - | FileCheck %s
// RUN: %defer --target=x86_64-linux-gnu -Os -S -emit-llvm %s -o - | FileCheck --check-prefix=SMALL %s
// REQUIRES: x86-registered-target, aarch64-registered-target

void release(long);
void use(long *);
long get(int);
int test(int);

// CHECK-LABEL: define {{.*}}@loop(
// CHECK-NOT: @__deferblock(
// CHECK: [[V:%[0-9]+]] = {{(tail )?}}call i64 @get(
// CHECK: [[FITS:%[0-9]+]] = icmp sgt i64 {{%[0-9]+}}, 23
// CHECK-NEXT: br i1 [[FITS]], label %[[FAST:[0-9]+]], label %[[SLOW:[0-9]+]], !prof
// CHECK: {{^}}[[FAST]]:
// CHECK-NOT: call
// CHECK: {{^}}[[SLOW]]:
// CHECK: call {{.*}}@__deferproc(
// CHECK: store i64 [[V]], {{(i64\*|ptr)}} {{%[0-9]+}}, align 8
// CHECK: icmp ult i32 {{%[0-9]+}}, -2
// CHECK-DAG: call void @release(
// CHECK-DAG: call {{.*}}@__deferreturn(
// CHECK: {{^}}}
// SMALL-LABEL: define {{.*}}@loop(
// SMALL-NOT: @__deferblock(
// SMALL: call {{.*}}@__deferproc({{.*}}, i64 24, i32 0)
// SMALL-NOT: @__deferproc(
// SMALL: call {{.*}}@__deferreturn(
// SMALL-NOT: {{(icmp|call) .*}}
// SMALL: icmp eq
// SMALL: call void @release(
// SMALL: {{^}}}
void loop(int n) {
  for (int i = 0; i < n; i++) {
    long v = get(i);
    __defer release(v);
  }
}

// A value that is assigned, if before the deferral, is as good.
// CHECK-LABEL: define {{.*}}@assigned(
// CHECK-NOT: @__deferblock(
// CHECK: {{^}}}
void assigned(int n) {
  for (int i = 0; i < n; i++) {
    long v;
    if ((v = get(i)) < 0)
      break;
    __defer release(v);
    if (test(i))
      break;
  }
}

// One that is changed later in the same execution is not, whatever way leads
// there; nor one whose address is known, nor one that a statement changes.
// CHECK-LABEL: define {{.*}}@changed(
// CHECK: call {{.*}}@__deferblock(
// CHECK: {{^}}}
void changed(int n) {
  for (int i = 0; i < n; i++) {
    long v = get(i);
    __defer release(v);
    if (test(i))
      v++;
  }
}

// CHECK-LABEL: define {{.*}}@changed_before(
// CHECK: call {{.*}}@__deferblock(
// CHECK: {{^}}}
void changed_before(int n) {
  for (int i = 0; i < n; i++) {
    long v = 1;
  again:
    v = v + get(i);
    __defer release(v);
    if (test(i))
      goto again;
  }
}

// CHECK-LABEL: define {{.*}}@address(
// CHECK: call {{.*}}@__deferblock(
// CHECK: {{^}}}
void address(int n) {
  for (int i = 0; i < n; i++) {
    long v = get(i);
    use(&v);
    __defer release(v);
  }
}

// CHECK-LABEL: define {{.*}}@changes(
// CHECK: call {{.*}}@__deferblock(
// CHECK: {{^}}}
void changes(int n) {
  for (int i = 0; i < n; i++) {
    long v = get(i);
    __defer release(v);
    __defer v = get(v);
  }
}
