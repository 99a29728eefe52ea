// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Markers kept by the front end are lowered by the passes alone.
//
// RUN: %defer -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -S -emit-llvm %s -o %t.ll
// RUN: FileCheck --check-prefix=KEPT %s < %t.ll
// RUN: %opt_defer -S %t.ll -o %t.lowered.ll
// RUN: FileCheck --check-prefix=IR %s < %t.lowered.ll
// RUN: %clang %t.lowered.ll -o %t.1 %libdefer && %t.1 | FileCheck %s
// RUN: %clang -O2 -fpass-plugin=%opt_plugin %t.ll -o %t.2 %libdefer && %t.2 | FileCheck %s

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
// KEPT: call {{.*}}@__defer_mark(
// IR: define {{.*}}@main(
// IR-NOT: @__defer_mark
