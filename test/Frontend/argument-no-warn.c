// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: only a warning that exists can be turned off by name.
//
// RUN: not %defer -fplugin-arg-defer-no-warn=nonsense -fsyntax-only %s 2>&1 | FileCheck %s
// RUN: not %defer -fplugin-arg-defer-no-warn= -fsyntax-only %s 2>&1 | FileCheck --check-prefix=EMPTY %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=last -fsyntax-only %s

void f(void);
void g(void) { __defer f(); }

// CHECK: error: defer: there is no warning 'nonsense'
// CHECK-NOT: error:
// EMPTY: error: defer: there is no warning ''
