// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same where only the precompiled header defers.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/lib.h %t/lib.h
// RUN: %defer -Werror -x c-header %t/lib.h -o %t/lib.h.pch
// RUN: %defer -Werror -include-pch %t/lib.h.pch %s -o %t/a %libdefer && %t/a | FileCheck %s

int main(void) {
  loop(twice(1));
  return 0;
}

// CHECK: twice
// CHECK-NEXT: 1
// CHECK-NEXT: 0
