// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A precompiled header made without the plugin is used with it; one that
// defers works as well or is refused, and never runs in place.
//
// RUN: rm -rf %t && mkdir %t
// RUN: %clang -x c-header %S/Inputs/plain.h -o %t/plain.pch
// RUN: %defer -Werror -include-pch %t/plain.pch %s -o %t/a %libdefer && %t/a | FileCheck %s
// RUN: %clang -I %include -x c-header %S/Inputs/withheader.h -o %t/withheader.pch
// RUN: %defer -Werror -DLIB -include-pch %t/withheader.pch %s -o %t/b %libdefer && %t/b | FileCheck --check-prefixes=LIB,CHECK %s
// RUN: %defer -x c-header %S/Inputs/withheader.h -o %t/plugin.pch
// RUN: not %clang -I %include -DLIB -include-pch %t/plugin.pch %s -c -o %t/c.o

int main(void) {
  __defer puts("main");
#ifdef LIB
  loop(twice(1));
#endif
  puts("body");
  return 0;
}

// LIB: twice
// LIB-NEXT: 1
// LIB-NEXT: 0
// CHECK: body
// CHECK-NEXT: main
