// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the exact place of a `musttail` call with a deferral pending.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck --strict-whitespace %s

int g(int);

int pending(int n) {
  __defer g(1);
  __attribute__((musttail)) return g(n);
}

// CHECK: musttail-column.c:[[#@LINE-3]]:29: error: 'musttail' call with a deferral pending{{$}}
// CHECK-NEXT:   __attribute__((musttail)) return g(n);
// CHECK-NEXT: {{^[ |]*}}                            ^
// CHECK: musttail-column.c:[[#@LINE-7]]:3: note: deferred by this '__defer'{{$}}
