// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// 14 can run its passes by a pass manager that loads none.
//
// UNSUPPORTED: llvm-ge-15
// RUN: not %defer -flegacy-pass-manager -c %s -o %t.o 2>&1 | FileCheck %s

void g(void);

void f(void) {
  // CHECK: [[@LINE+1]]:3: error: deferrals are not supported with the legacy pass manager
  __defer g();
}
