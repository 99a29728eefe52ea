// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: loading the plugin is enough, for a header named by -include too.
//
// RUN: %defer -Werror -include %S/Inputs/lib.h %s -o %t %libdefer && %t | FileCheck %s

int main(void) {
  __defer puts("main");
  loop(twice(1));
  return 0;
}

// CHECK: twice
// CHECK-NEXT: 1
// CHECK-NEXT: 0
// CHECK-NEXT: main
