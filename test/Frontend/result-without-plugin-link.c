// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a program with a named result is not made without the plugin.
//
// RUN: not %clang -I%include %s -o %t 2>&1 | FileCheck %s
// RUN: not %clang -I%include -O2 %s -o %t 2>&1 | FileCheck %s

#include <defer.h>

int main(void) {
  __defer_result int r = 0;
  return r;
}

// CHECK: {{the defer plugin is missing|undefined .*__defer_marker_result}}
