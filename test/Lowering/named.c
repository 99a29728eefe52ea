// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 1 and 8: what is run or cancelled by name. Where control flow knows
// whether a static deferral is pending, there is no flag; a short S is copied to
// where it runs by name, and there is one for all exits; no runtime call.
//
// RUN: %defer -O0 -Xclang -disable-O0-optnone -emit-llvm -S %s -o - | FileCheck %s
// RUN: %defer -O2 -emit-llvm -S %s -o - | FileCheck --check-prefix=O2 %s

void lock(void);
void unlock(void);
int work(int);

// CHECK-LABEL: @known(
// CHECK-NOT: alloca i1
// CHECK-COUNT-2: call {{.*}}@unlock(
// CHECK-NOT: @unlock(
// CHECK-NOT: @__defer
// CHECK-LABEL: {{^}}}
int known(int n) {
  lock();
  __defer_named(h) unlock();
  if (work(n))
    return -1;
  defer_run(h);
  return work(2);
}

// CHECK-LABEL: @cancelled(
// CHECK-NOT: alloca i1
// CHECK: call {{.*}}@unlock(
// CHECK-NOT: @unlock(
// CHECK-LABEL: {{^}}}
int cancelled(int n) {
  lock();
  __defer_named(h) unlock();
  if (work(n)) {
    defer_cancel(h);
    return 1;
  }
  return 0;
}

// One flag where it is not known.
// CHECK-LABEL: @perhaps(
// CHECK: alloca i1
// CHECK-NOT: alloca i1
// CHECK: store i1 false
// CHECK: store i1 true
// CHECK: store i1 false
// CHECK: load i1
// CHECK: call {{.*}}@unlock(
// CHECK-NOT: @unlock(
// CHECK-LABEL: {{^}}}
int perhaps(int n) {
  lock();
  __defer_named(h) unlock();
  if (work(n))
    defer_cancel(h);
  return work(3);
}

// Nothing is left of it.
// O2-LABEL: @always(
// O2-NOT: phi
// O2: call {{.*}}@unlock(
// O2-NEXT: {{.*}}call {{.*}}@work(
// O2-NOT: @unlock(
// O2-LABEL: {{^}}}
int always(int n) {
  lock();
  __defer_named(h) unlock();
  defer_run(h);
  defer_cancel(h);
  return work(n);
}

// In a loop the newest record is known. (Where the code is to be small, the runtime
// is called.)
// CHECK-LABEL: @loop(
// CHECK: call {{.*}}@__deferproc(
// CHECK: icmp eq {{.*}} [[RECORD:%[0-9]+]], null
// CHECK: call void @__deferdrop({{.*}} [[RECORD]])
// CHECK: call {{.*}}@unlock(
// CHECK: call {{.*}}@__deferreturn(
// CHECK: call {{.*}}@unlock(
// CHECK-NOT: @unlock(
// CHECK-LABEL: {{^}}}
__attribute__((minsize)) int loop(int n) {
  for (int i = 0; i < n; i++) {
    lock();
    __defer_named(h) unlock();
    if (work(i))
      return i;
    defer_run(h);
  }
  return 0;
}
