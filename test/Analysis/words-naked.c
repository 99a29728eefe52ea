// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral by any word in a `naked` function is an error.
//
// REQUIRES: x86-registered-target
// RUN: not %defer --target=x86_64-linux-gnu -fsyntax-only -DW=_Defer -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer --target=x86_64-linux-gnu -fsyntax-only "-DW=__defer_capture(n)" -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer --target=x86_64-linux-gnu -fsyntax-only "-DW=__defer_named(h)" -fno-color-diagnostics %s 2>&1 | FileCheck %s

void use(int);

__attribute__((naked)) void function(int n) {
  W use(1);
  __asm__("ret");
}

// CHECK: words-naked.c:13:3: error: {{.*}}naked function
// CHECK-NOT: error:
