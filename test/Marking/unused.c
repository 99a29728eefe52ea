// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that defers nothing has no marker.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);
void clean(int *);

void deferring(void) { __defer f(1); }

void g(int n) {
  __attribute__((cleanup(clean))) int x;
  while (n--)
    f(n);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK-NOT: @__defer_mark
// CHECK: ret void
