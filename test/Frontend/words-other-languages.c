// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: each word that stands before a statement or a declaration is an
// error of its own in C++, Objective-C and Objective-C++, with <defer.h>,
// without it, and without the plugin.
//
// RUN: not %defer -x c++ -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer -x objective-c -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer -x objective-c++ -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer -x c++ -include defer.h -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %clang -I%include -x c++ -include defer.h -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %clang -I%include -x objective-c -include defer.h -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void use(int);

void f(int n) {
  // CHECK: :[[#@LINE+1]]:3: error: '__defer' is available in C only
  __defer use(1);
  // CHECK: :[[#@LINE+1]]:3: error: '_Defer' is available in C only
  _Defer use(2);
  // CHECK: :[[#@LINE+1]]:3: error: '__defer_capture' is available in C only
  __defer_capture(n) use(3);
  // CHECK: :[[#@LINE+1]]:3: error: '__defer_named' is available in C only
  __defer_named(h) use(4);
  // CHECK: :[[#@LINE+1]]:3: error: '__defer_result' is available in C only
  __defer_result int r = 5;
}
