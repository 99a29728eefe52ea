// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: -w and -Werror are respected by the plugin's warnings.
//
// RUN: %defer -fexceptions -w -c -o %t.o %s 2>&1 | count 0
// RUN: %defer -fexceptions -w -Werror -c -o %t.o %s 2>&1 | count 0
// RUN: not %defer -fexceptions -Werror -c -o %t.o -fno-color-diagnostics %s 2>&1 | FileCheck --check-prefix=WERROR %s
// RUN: %defer -fexceptions -c -o %t.o -fno-color-diagnostics %s 2>&1 | FileCheck %s

void f(void);
void g(void) { __defer f(); f(); }

// CHECK: warning-options.c:[[#@LINE-2]]:16: warning: deferred statements do not run when an exception passes through the function [-fplugin-arg-defer-no-warn=unwind]
// CHECK: 1 warning generated.
// WERROR: warning-options.c:[[#@LINE-4]]:16: error: deferred statements do not run when an exception passes through the function [-Werror,-fplugin-arg-defer-no-warn=unwind]
// WERROR: 1 error generated.
