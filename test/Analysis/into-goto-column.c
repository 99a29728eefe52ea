// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the exact place of a `goto` into a deferred statement and of its
// deferral.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck --strict-whitespace %s

void f(void);

void forward(int n) {
  if (n) goto in;
  if (n) __defer { in: f(); }
}

// CHECK: into-goto-column.c:[[#@LINE-4]]:10: error: 'goto' jumps into a deferred statement{{$}}
// CHECK-NEXT:   if (n) goto in;
// CHECK-NEXT: {{^[ |]*}}         ^
// CHECK: into-goto-column.c:[[#@LINE-6]]:10: note: deferred by this '__defer'{{$}}
// CHECK-NEXT:   if (n) __defer { in: f(); }
// CHECK-NEXT: {{^[ |]*}}         ^
// CHECK: 1 error generated.
