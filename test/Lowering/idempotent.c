// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Running the pass twice is running it once, and what it makes is valid: on
// the IR with markers and on what the plugin has already lowered.

// RUN: %defer -O1 -c -emit-llvm -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes %s -o %t.bc
// RUN: %opt_defer -S <%t.bc -o %t.1.ll
// RUN: %opt_defer -S <%t.1.ll -o %t.2.ll
// RUN: %opt -S <%t.1.ll -o %t.1read.ll
// RUN: cmp %t.1read.ll %t.2.ll
// RUN: %opt -load-pass-plugin=%opt_plugin -passes='defer-lower,defer-lower,verify' -S <%t.bc -o %t.3.ll
// RUN: cmp %t.1.ll %t.3.ll
// RUN: %opt -load-pass-plugin=%opt_plugin -passes='defer-lower,verify' -disable-output %t.bc
// RUN: FileCheck %s --input-file=%t.1.ll --implicit-check-not=__defer_mark
//
// RUN: %defer -O2 -S -emit-llvm %s -o %t.once.ll
// RUN: %defer -fpass-plugin=%plugin -O2 -S -emit-llvm %s -o %t.twice.ll
// RUN: cmp %t.once.ll %t.twice.ll

void a(int), b(int), clean(int *);
int test(int);

int function(int n) {
  int vla[n];
  vla[0] = n;
  __defer a(vla[0]);
  __attribute__((cleanup(clean))) int x = 2;
  if (n > 3)
    __defer { __defer b(n); a(x); }
  for (int i = 0; i < n; i++) {
    int y = test(i);
    if (y < 0)
      return -1;
    __defer b(y);
  }
  return test(n);
}
// CHECK: define {{.*}}@function(
// CHECK: @__deferreturn(
