// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a declaration cannot be deferred: Clang says so, at the
// declaration; one in braces can.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -Xclang -verify %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -c -o %t.o -Xclang -verify %s
// RUN: not %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

int g(int);

void declaration(int n) {
  __defer int x = g(n); // expected-error {{expected expression}}
  __defer struct s *p; // expected-error {{expected expression}}
}

void allowed(int n) {
  __defer { int x = g(n); g(x); }
  __defer for (int i = 0; i < n; i++) g(i);
}

// CHECK: declaration.c:[[#@LINE-9]]:11: error: expected expression
// CHECK: declaration.c:[[#@LINE-9]]:11: error: expected expression
// CHECK: 2 errors generated.
