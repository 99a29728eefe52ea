// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Unwinding that a target does not have.
//
// RUN: not %defer --target=i686-pc-linux-gnu -ffreestanding -fplugin-arg-defer-unwind=chain -S -emit-llvm %s -o %t.ll 2>&1 | FileCheck --check-prefix=CHAIN %s
// RUN: not %defer --target=x86_64-pc-linux-gnux32 -ffreestanding -fplugin-arg-defer-unwind=chain -S -emit-llvm %s -o %t.ll 2>&1 | FileCheck --check-prefix=CHAIN %s
// RUN: not %defer --target=x86_64-pc-windows-msvc -ffreestanding -fplugin-arg-defer-unwind=tables -S -emit-llvm %s -o %t.ll 2>&1 | FileCheck --check-prefix=MSVC %s
// RUN: %defer --target=i686-pc-linux-gnu -ffreestanding -fplugin-arg-defer-unwind=tables -S -emit-llvm %s -o %t.ll
// RUN: %defer --target=x86_64-pc-windows-msvc -ffreestanding -fplugin-arg-defer-unwind=none -S -emit-llvm %s -o %t.ll

int g(int);

int f(int n) {
  // CHAIN: [[@LINE+2]]:3: error: deferrals are not supported with 'unwind=chain' on a target but x86-64 and AArch64
  // MSVC: [[@LINE+1]]:3: error: deferrals are not supported with exceptions of Microsoft's kind, only with 'unwind=none'
  __defer g(1);
  return n;
}
