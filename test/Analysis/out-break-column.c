// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the exact place of a `break`, `continue` or `return` in a
// deferred statement.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck --strict-whitespace %s

int loop(int n) {
  while (n) { __defer { n = 1; break; } }
  while (n) { __defer continue; }
  __defer return 1 + n;
  return 0;
}

// CHECK: out-break-column.c:[[#@LINE-6]]:32: error: 'break' cannot leave a deferred statement{{$}}
// CHECK-NEXT: __defer { n = 1; break; } }
// CHECK-NEXT: {{^[ |]*}}                               ^
// CHECK: out-break-column.c:[[#@LINE-9]]:15: note: deferred by this '__defer'{{$}}
// CHECK: out-break-column.c:[[#@LINE-9]]:23: error: 'continue' cannot leave a deferred statement{{$}}
// CHECK: out-break-column.c:[[#@LINE-10]]:15: note: deferred by this '__defer'{{$}}
// CHECK: out-break-column.c:[[#@LINE-10]]:11: error: 'return' cannot leave a deferred statement{{$}}
// CHECK: out-break-column.c:[[#@LINE-11]]:3: note: deferred by this '__defer'{{$}}
// CHECK: 3 errors generated.
