// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plugin's own text is no file that the output depends on.
//
// RUN: %defer -MD -MF %t.d -c -o %t.o %s
// RUN: FileCheck %s < %t.d
// RUN: %defer -H -c -o %t.o %s 2>&1 | count 0

void f(void);
void g(void) { __defer f(); f(); }

// CHECK-NOT: <defer>
// CHECK: dependencies.c
// CHECK-NOT: <defer>
