// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In a function that calls setjmp all deferrals are dynamic, and the variables
// of the lowering are volatile.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names -Rpass-missed=defer %s -o %t.ll 2>%t.remarks
// RUN: FileCheck %s --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=REMARK --input-file=%t.remarks

#include <setjmp.h>

void a(int);
int test(int);
jmp_buf env;

int with_setjmp(void) {
  __defer a(1); // 1
  if (setjmp(env))
    return 1;
  __defer a(2); // 2
  for (int i = 0; i < 3; i++) {
    int x = test(i);
    __defer a(x); // 3
  }
  return test(4);
}
// CHECK-LABEL: define {{.*}}@with_setjmp(
// CHECK-NOT: defer.pending
// CHECK: store volatile i1 false,
// CHECK: @__deferproc({{.*}}, i32 0)
// CHECK: call i32 @_setjmp(
// CHECK: @__deferproc({{.*}}, i32 1)
// CHECK: load volatile i1,
// CHECK: @__deferproc({{.*}}, i32 2)
// CHECK: @__deferreturn(
// CHECK: {{^}}}

// REMARK: setjmp.c:[[@LINE-21]]:3: remark: deferral not open-coded: the function calls a function that returns twice
// REMARK: setjmp.c:[[@LINE-19]]:3: remark: deferral not open-coded: the function calls a function that returns twice
// REMARK: setjmp.c:[[@LINE-17]]:5: remark: deferral not open-coded:
// REMARK-NOT: remark
