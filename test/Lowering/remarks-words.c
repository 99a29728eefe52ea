// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: each deferral by each word is reported, in S too; -Rpass-missed=defer
// says what kept it from being static, and nothing of one that is.
//
// RUN: %defer -O1 -Rpass=defer -Rpass-missed=defer -c %s -o %t.o 2>&1 | FileCheck %s --implicit-check-not=remark:
// RUN: %defer -O1 -Rpass-missed=defer -c %s -o %t.o 2>&1 | FileCheck %s --check-prefix=MISSED --implicit-check-not=remark:

void use(int);
int test(int);

void statics(int n) {
  // CHECK: [[#@LINE+1]]:3: remark: deferral open-coded: control flow
  __defer {
    // CHECK: [[#@LINE+1]]:5: remark: deferral open-coded: control flow
    __defer use(1);
    use(2);
  }
  // CHECK: [[#@LINE+1]]:3: remark: deferral open-coded: control flow
  __defer_capture(n) use(n);
  // CHECK: [[#@LINE+1]]:3: remark: deferral open-coded: a flag
  __defer_named(h) use(n);
  if (test(n))
    defer_run(h);
  {
    // CHECK: [[#@LINE+1]]:5: remark: deferral open-coded: it is due where its block is left
    _Defer use(3);
    use(4);
  }
}

void dynamics(int n) {
  while (n--) {
    // CHECK: [[#@LINE+3]]:5: remark: deferral lowered to a record
    // CHECK: [[#@LINE+2]]:5: remark: deferral not open-coded: control can reach it more than once
    // MISSED: [[#@LINE+1]]:5: remark: deferral not open-coded: control can reach it more than once
    __defer_capture(n) use(n);
    // CHECK: [[#@LINE+3]]:5: remark: deferral lowered to a record
    // CHECK: [[#@LINE+2]]:5: remark: deferral not open-coded: control can reach it more than once
    // MISSED: [[#@LINE+1]]:5: remark: deferral not open-coded: control can reach it more than once
    __defer_named(h) use(5);
    if (test(6))
      defer_cancel(h);
  }
again:
  // CHECK: [[#@LINE+3]]:3: remark: deferral lowered to a record
  // CHECK: [[#@LINE+2]]:3: remark: deferral not open-coded: control can reach it more than once
  // MISSED: [[#@LINE+1]]:3: remark: deferral not open-coded: control can reach it more than once
  __defer use(7);
  if (test(8))
    goto again;
}
