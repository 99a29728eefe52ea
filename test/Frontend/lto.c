// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With -flto and -flto=thin the bitcode holds lowered code, and the program
// runs.
//
// REQUIRES: lld
// RUN: %defer -flto -O2 -c %s -o %t.full.o
// RUN: llvm-dis %t.full.o -o - | FileCheck --check-prefix=IR %s
// RUN: %clang -flto -fuse-ld=lld -O2 %t.full.o -o %t.full %libdefer && %t.full | FileCheck %s
// RUN: %defer -flto=thin -O2 -c %s -o %t.thin.o
// RUN: llvm-dis %t.thin.o -o - | FileCheck --check-prefix=IR %s
// RUN: %defer -flto=thin -fuse-ld=lld -O2 %t.thin.o -o %t.thin %libdefer && %t.thin | FileCheck %s
// RUN: %defer -flto -O0 -fuse-ld=lld %s -o %t.O0 %libdefer && %t.O0 | FileCheck %s

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
