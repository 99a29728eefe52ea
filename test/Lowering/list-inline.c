// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: what a dynamic deferral costs where it is not to be small: a record
// is made in the frame's buffer, and taken off, without a call; the runtime is
// called for the rest. What nothing changes is copied into the record, so that
// the variable needs no instance. Behind a statement, it is tested whether there
// is one more record; there is no jump to the first test.

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
// CHECK: [[BEHIND:%[0-9]+]] = getelementptr i8, {{i8\*|ptr}} {{%[0-9]+}}, i64 24
// CHECK-NEXT: [[FULL:%[0-9]+]] = icmp ugt {{i8\*|ptr}} [[BEHIND]], {{%[0-9]+}}
// CHECK-NEXT: br i1 [[FULL]], label %[[SLOW:[0-9]+]], label %[[FAST:[0-9]+]], !prof
// CHECK: {{^}}[[FAST]]:
// CHECK-NOT: call
// CHECK: {{^}}[[SLOW]]:
// CHECK: call {{.*}}@__deferproc(
// CHECK: store i64 [[V]], {{(i64\*|ptr)}} {{%[0-9]+}}, align 8
// CHECK: {{^}}[[NEWEST:[0-9]+]]:
// CHECK-NOT: {{^[0-9]+}}:
// CHECK: icmp ult i32 {{%[0-9]+}}, -2
// CHECK: call void @release(
// CHECK-NEXT: [[LAST:%[0-9]+]] = icmp eq {{i8\*|ptr}} {{%[0-9]+}}, null
// CHECK-NEXT: br i1 [[LAST]], label %{{[0-9]+}}, label %[[NEWEST]]
// CHECK: call {{.*}}@__deferreturn(
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

// Where one deferral names an instance, it is made with the record, and with
// nothing but what a record has anyway.
// CHECK-LABEL: define {{.*}}@address(
// CHECK-NOT: @__deferproc(
// CHECK: call {{.*}}@__deferblock({{.*}}, i64 24, i64 8)
// CHECK-NOT: @__deferproc(
// CHECK: {{^}}}
void address(int n) {
  for (int i = 0; i < n; i++) {
    long v = get(i);
    use(&v);
    __defer release(v);
  }
}

// CHECK-LABEL: define {{.*}}@captured(
// CHECK-NOT: @__deferproc(
// CHECK: call {{.*}}@__deferblock({{.*}}, i64 48, i64 16)
// CHECK-NOT: @__deferproc(
// CHECK: {{^}}}
void captured(int n) {
  for (int i = 0; i < n; i++) {
    _Alignas(16) long v[4] = {i};
    __defer_capture(v) use(v);
  }
}

// It is not where two name it, or one more than once; nor where it is large, or
// aligned to more than the heap is.
// CHECK-LABEL: define {{.*}}@apart(
// CHECK: call {{.*}}@__deferblock({{.*}}, i64 72, i64 8)
// CHECK: call {{.*}}@__deferproc(
// CHECK: call {{.*}}@__deferblock({{.*}}, i64 32, i64 32)
// CHECK: call {{.*}}@__deferproc(
// CHECK: call {{.*}}@__deferblock({{.*}}, i64 16, i64 8)
// CHECK: call {{.*}}@__deferproc(
// CHECK: call {{.*}}@__deferproc(
// CHECK: {{^}}}
struct words {
  long word[9];
};
void use_words(struct words *);
void apart(int n) {
  for (int i = 0; i < n; i++) {
    struct words v;
    use_words(&v);
    __defer use_words(&v);
  }
  for (int i = 0; i < n; i++) {
    _Alignas(32) long v;
    use(&v);
    __defer use(&v);
  }
  for (int i = 0; i < n; i++) {
    struct {
      long word[2];
    } v;
    use(v.word);
    __defer use(v.word);
    __defer use(v.word + 1);
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
