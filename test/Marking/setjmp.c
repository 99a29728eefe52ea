// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Where the function calls setjmp, every deferral is dynamic, with reason 2.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);
int _setjmp(void *) __attribute__((returns_twice));
void *env;

void g(void) {
  __defer f(1);
  if (_setjmp(env))
    __defer f(2);
}

// CHECK-LABEL: define {{.*}}@g(
// CHECK: @__defer_mark({{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 1, i32 noundef 2, i32 noundef {{[0-9]+}})
// CHECK: @__defer_mark({{ptr|i8\*}} noundef {{%[^ ,]+}}, i32 noundef 2, i32 noundef 2, i32 noundef {{[0-9]+}})
