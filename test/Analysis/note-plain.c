// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the note at the deferral shows the deferral, and not how the word
// is made.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void f(void) {
  __defer return;
}

// CHECK-NOT: __defer_marker
// CHECK-NOT: expanded from macro '__defer'
// CHECK: note: deferred by this '__defer'
// CHECK-NOT: __defer_marker
// CHECK-NOT: expanded from macro '__defer'
