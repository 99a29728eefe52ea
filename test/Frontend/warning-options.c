// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: -w and -Werror are respected by the plugin's warnings.
//
// RUN: %defer -w -c -o %t.o %s 2>&1 | count 0
// RUN: %defer -w -Werror -c -o %t.o %s 2>&1 | count 0
// RUN: not %defer -Werror -c -o %t.o -fno-color-diagnostics %s 2>&1 | FileCheck --check-prefix=WERROR %s
// RUN: %defer -c -o %t.o -fno-color-diagnostics %s 2>&1 | FileCheck %s

void f(void);
void g(void) { __defer f(); }

// CHECK: warning-options.c:[[#@LINE-2]]:16: warning: {{.*}} [-fplugin-arg-defer-no-warn=last]
// CHECK: 1 warning generated.
// WERROR: warning-options.c:[[#@LINE-4]]:16: error: {{.*}} [-Werror,-fplugin-arg-defer-no-warn=last]
// WERROR: 1 error generated.
