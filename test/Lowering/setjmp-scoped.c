// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a function that calls setjmp, a `_Defer` has a flag: control may come back into its
// scope after its S has begun.  In others it has none.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names -fplugin-arg-defer-verify %s -o - | FileCheck %s
// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names -fexceptions -fplugin-arg-defer-verify %s -o - | FileCheck --check-prefix=UNWIND %s

#include <setjmp.h>

void a(int);
int test(int);
jmp_buf env;

int with_setjmp(int n) {
  _Defer a(n);
  if (setjmp(env))
    return 1;
  return test(2);
}
// CHECK-LABEL: define {{.*}}@with_setjmp(
// CHECK:       %defer.pending = alloca i1
// CHECK:       store volatile i1 true, {{.*}}%defer.pending
// CHECK:       call i32 @_setjmp(
// CHECK:       defer.ask
// CHECK:       [[IS:%.*]] = load volatile i1, {{.*}}%defer.pending
// CHECK:       br i1 [[IS]], label %defer.run
// CHECK:       defer.run:
// CHECK-NEXT:  store volatile i1 false, {{.*}}%defer.pending
// CHECK:       call void @a(
// UNWIND-LABEL: define {{.*}}@with_setjmp(
// UNWIND:      landingpad
// UNWIND:      [[IS:%.*]] = load volatile i1, {{.*}}%defer.pending
// UNWIND-NEXT: br i1 [[IS]], label %defer.run
// UNWIND:      store volatile i1 false, {{.*}}%defer.pending
// UNWIND:      invoke void @a(
// UNWIND:      [[IS:%.*]] = load volatile i1, {{.*}}%defer.pending
// UNWIND-NEXT: br i1 [[IS]], label %defer.run
// UNWIND:      store volatile i1 false, {{.*}}%defer.pending
// UNWIND:      call void @a(

int without(int n) {
  _Defer a(n);
  if (test(1))
    return 1;
  return test(2);
}
// CHECK-LABEL: define {{.*}}@without(
// UNWIND-LABEL: define {{.*}}@without(
// CHECK-NOT:   defer.pending
// CHECK:       {{^}}}
