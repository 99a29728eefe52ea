// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The code of static deferrals: each deferred statement is there once, and
// nothing is called but what the source calls.

// RUN: %defer --target=x86_64-linux-gnu -O2 -fno-pic -S %s -o %t.s
// RUN: FileCheck %s --input-file=%t.s --implicit-check-not=__defer
// REQUIRES: x86-registered-target

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
// CHECK: callq lock{{$}}
// CHECK-NOT: callq unlock
// CHECK: callq acquire{{$}}
// CHECK-NOT: callq unlock
// CHECK: callq release{{$}}
// CHECK-NOT: callq release
// CHECK: callq unlock{{$}}
// CHECK-NOT: callq
// CHECK: retq

// The last one is a call in tail position, as the programmer would write it.
void nothing_after(int n) {
  lock(n);
  __defer unlock(n);
  test(1);
}
// CHECK-LABEL: {{^}}nothing_after:
// CHECK: callq test{{$}}
// CHECK-NOT: callq
// CHECK: jmp unlock{{.*}}TAILCALL

// No flag: the condition is still known.
int known(int n) {
  if (n) {
    lock(1);
    __defer unlock(1);
  }
  return test(n);
}
// CHECK-LABEL: {{^}}known:
// CHECK: callq lock{{$}}
// CHECK: callq test{{$}}
// CHECK: callq unlock{{$}}
// CHECK-NOT: callq unlock
// CHECK: .Lfunc_end

// The value is computed before the lock is given back.
int value(int *p) {
  lock(1);
  __defer unlock(1);
  return *p;
}
// CHECK-LABEL: {{^}}value:
// CHECK: callq lock{{$}}
// CHECK: movl (%r{{[a-z0-9]+}}), %[[VALUE:[a-z0-9]+]]
// CHECK: callq unlock{{$}}
// CHECK: movl %[[VALUE]], %eax
// CHECK: retq
