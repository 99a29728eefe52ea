// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a variable length array that cannot be kept is reported at the
// deferral, with a note at the array.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void g(int *);

void f(int n) {
  while (n--) {
    int k, a[n];
    if (n) __defer g(a);
  }
}

// CHECK: vla-inner-column.c:[[#@LINE-4]]:12: error: deferred statement names 'a', a variable length array that does not outlive its block{{$}}
// CHECK: vla-inner-column.c:[[#@LINE-6]]:12: note: 'a' is declared here, in an inner block{{$}}
