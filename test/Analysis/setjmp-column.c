// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the exact place of a forbidden call in a deferred statement.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck --strict-whitespace %s

int getcontext(void *);
int g(int);

void f(void) {
  __defer g(1 + getcontext(0));
}

// CHECK: setjmp-column.c:[[#@LINE-3]]:17: error: call of 'getcontext' in a deferred statement{{$}}
// CHECK-NEXT:   __defer g(1 + getcontext(0));
// CHECK-NEXT: {{^[ |]*}}                ^
// CHECK: setjmp-column.c:[[#@LINE-6]]:3: note: deferred by this '__defer'{{$}}
