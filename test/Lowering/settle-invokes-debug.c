// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A debugger finds a variable in what is taken behind the test, too.
//
// RUN: %defer -O2 -g -fexceptions -emit-llvm -S %s -o - | FileCheck %s

void *take(int);
void give(void *);
void use(void *);

// CHECK: invoke {{.*}} @take({{.*}} 2)
// CHECK: icmp eq [[T:.*]] [[P:%.*]], null
// CHECK: [[Q:%.*]] = {{(tail )?}}call {{.*}} asm "", "={{.*}},0"({{.*}} [[P]])
// CHECK-NEXT: {{(dbg_value\(|llvm\.dbg\.value\()}}{{.*}}[[Q]]
void f(void) {
  void *lock = take(1);
  __defer give(lock);
  void *p = take(2);
  if (!p)
    return;
  use(p);
  use(p);
}
