// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of static deferrals: each deferred statement is there once, and
// nothing is called but what the source calls.

// RUN: %defer --target=aarch64-linux-gnu -O2 -S %s -o %t.s
// RUN: FileCheck %s --input-file=%t.s --implicit-check-not=__defer
// REQUIRES: aarch64-registered-target

void lock(int), unlock(int), release(void *);
void *acquire(int);
int test(int);

int returns(int n) {
  lock(n);
  __defer unlock(n);
  if (test(1))
    return -1;
  void *p = acquire(n);
  if (!p)
    return -2;
  __defer release(p);
  return test(2);
}
// CHECK-LABEL: {{^}}returns:
// CHECK: bl lock{{$}}
// CHECK-NOT: bl unlock
// CHECK: bl acquire{{$}}
// CHECK-NOT: bl unlock
// CHECK: bl release{{$}}
// CHECK-NOT: bl release
// CHECK: bl unlock{{$}}
// CHECK-NOT: {{[[:space:]]}}bl{{[[:space:]]}}
// CHECK: ret

void nothing_after(int n) {
  lock(n);
  __defer unlock(n);
  test(1);
}
// CHECK-LABEL: {{^}}nothing_after:
// CHECK: bl test{{$}}
// CHECK-NOT: {{[[:space:]]}}bl{{[[:space:]]}}
// CHECK: {{[[:space:]]}}b unlock

int known(int n) {
  if (n) {
    lock(1);
    __defer unlock(1);
  }
  return test(n);
}
// CHECK-LABEL: {{^}}known:
// CHECK: bl lock{{$}}
// CHECK: bl test{{$}}
// CHECK: bl unlock{{$}}
// CHECK-NOT: bl unlock
// CHECK: .Lfunc_end

int value(int *p) {
  lock(1);
  __defer unlock(1);
  return *p;
}
// CHECK-LABEL: {{^}}value:
// CHECK: bl lock{{$}}
// CHECK: ldr w[[VALUE:[0-9]+]], [x{{[0-9]+}}]
// CHECK: bl unlock{{$}}
// CHECK: mov w0, w[[VALUE]]
// CHECK: ret
