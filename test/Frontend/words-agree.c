// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The header's words are the plugin's: where no plugin is loaded, other tools
// parse the same statements.
//
// RUN: %defer -Xclang -ast-print -fsyntax-only %s > %t.plugin
// RUN: %clang -I%include -include defer.h -Xclang -ast-print -fsyntax-only %s > %t.header
// RUN: grep "^int __defer" %t.plugin > %t.plugin.markers
// RUN: grep "^int __defer" %t.header > %t.header.markers
// RUN: diff %t.plugin.markers %t.header.markers
// RUN: FileCheck %s < %t.plugin
// RUN: FileCheck %s < %t.header

void f(int);

// CHECK: void function(int n) {
// CHECK-NEXT: if (!__defer_marker())
// CHECK-NEXT: ;
// CHECK-NEXT: else
// CHECK-NEXT: f(n);
// CHECK-NEXT: if (!__defer_marker_block())
// CHECK-NEXT: ;
// CHECK-NEXT: else
// CHECK-NEXT: f(n);
// CHECK: if (!__defer_marker_capture(0, n))
// CHECK-NEXT: ;
// CHECK-NEXT: else
// CHECK-NEXT: f(n);
void function(int n) {
  __defer f(n);
  _Defer f(n);
  __defer_capture(n) f(n);
}
