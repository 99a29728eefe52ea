// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: the fix-its for a labelled statement put it in braces, both of
// them.
//
// RUN: not %defer -fsyntax-only -fno-color-diagnostics -fdiagnostics-parseable-fixits %s 2>&1 | FileCheck %s

void f(void);

void label(void) {
  __defer L: f();
}

// CHECK: label-fixit.c:[[#@LINE-3]]:11: error: a labelled statement cannot be deferred; put it in braces
// CHECK-DAG: fix-it:"{{.*}}label-fixit.c":{[[#@LINE-4]]:11-[[#@LINE-4]]:11}:"{ "
// CHECK-DAG: fix-it:"{{.*}}label-fixit.c":{[[#@LINE-5]]:18-[[#@LINE-5]]:18}:" }"
