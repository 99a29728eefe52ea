// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Targets whose stack is in an address space of its own.
//
// REQUIRES: amdgpu-registered-target
// RUN: not %defer --target=amdgcn -ffreestanding -nogpulib -S -emit-llvm %s -o %t.ll 2>&1 | FileCheck %s

int g(int);

int f(int n) {
  // CHECK: [[@LINE+1]]:3: error: deferrals are not supported with a target whose stack is in an address space of its own
  __defer g(1);
  return n;
}
