// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A precompiled header made with the plugin, whose functions defer, is used
// with it: by -include-pch and by -include.
//
// RUN: rm -rf %t && mkdir %t && cp %S/Inputs/lib.h %t/lib.h
// RUN: %defer -Werror -x c-header %t/lib.h -o %t/lib.h.pch
// RUN: %defer -Werror -include-pch %t/lib.h.pch %s -o %t/a %libdefer && %t/a | FileCheck %s
// RUN: %defer -Werror -O2 -g -x c-header %t/lib.h -o %t/O2.pch
// RUN: %defer -Werror -O2 -g -include-pch %t/O2.pch %s -o %t/b %libdefer && %t/b | FileCheck %s
// RUN: %defer -Werror -include %t/lib.h %s -o %t/c %libdefer && %t/c | FileCheck %s

int main(void) {
  __defer puts("main");
  loop(twice(1));
  return 0;
}

// CHECK: twice
// CHECK-NEXT: 1
// CHECK-NEXT: 0
// CHECK-NEXT: main
