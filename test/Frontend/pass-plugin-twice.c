// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// To load the passes once more with -fpass-plugin changes nothing.
//
// RUN: %defer -O1 -S -emit-llvm %s -o %t.1.ll
// RUN: %defer -fpass-plugin=%opt_plugin -O1 -S -emit-llvm %s -o %t.2.ll
// RUN: cmp %t.1.ll %t.2.ll
// RUN: %defer -fpass-plugin=%opt_plugin %s -o %t %libdefer && %t | FileCheck %s
// RUN: %defer -fplugin=%plugin %s -o %t %libdefer && %t | FileCheck %s
// RUN: %opt_defer -S %t.1.ll -o %t.3.ll
// RUN: FileCheck --check-prefix=IR %s < %t.3.ll

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
// IR-NOT: @__defer_mark
