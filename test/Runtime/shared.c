// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A program with dynamic deferrals can be linked with the shared library.
//
// RUN: %defer %s -L%libdir -ldefer -Wl,-rpath,%libdir -o %t
// RUN: %t | FileCheck %s
// RUN: llvm-readelf -d %t | FileCheck --check-prefix=NEEDED %s

int printf(const char *, ...);

int main(void) {
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer printf("%d\n", k);
  }
  return 0;
}

// CHECK: 1
// CHECK-NEXT: 0
// NEEDED: (NEEDED) {{.*}}[libdefer.so.{{[0-9]+}}]
