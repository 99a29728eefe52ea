// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The lowering is no optimization: -disable-llvm-passes leaves no marker, and
// the program runs.
//
// RUN: %defer -O2 -Xclang -disable-llvm-passes -S -emit-llvm %s -o %t.ll
// RUN: FileCheck --check-prefix=IR %s < %t.ll
// RUN: %defer -O0 -Xclang -disable-O0-optnone -Xclang -disable-llvm-passes -S -emit-llvm %s -o - | FileCheck --check-prefix=IR %s
// RUN: %defer -O2 -Xclang -disable-llvm-passes %s -o %t %libdefer && %t | FileCheck %s
// RUN: %clang -O2 %t.ll -o %t.2 %libdefer && %t.2 | FileCheck %s
// RUN: %defer -O2 %t.ll -o %t.3 %libdefer && %t.3 | FileCheck %s

int puts(const char *);

int main(int argc, char **argv) {
  __defer puts("last");
  for (int i = 0; i < 2; i++)
    __defer puts("deferred");
  puts("first");
  return 0;
}

// CHECK: first
// CHECK-NEXT: deferred
// CHECK-NEXT: deferred
// CHECK-NEXT: last
// IR: define {{.*}}@main(
// IR-NOT: @__defer_mark
