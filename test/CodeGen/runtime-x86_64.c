// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only a function with a dynamic deferral calls the runtime; its static ones
// stay in its code.

// RUN: %defer --target=x86_64-linux-gnu -O2 -fno-pic -S %s -o %t.s
// RUN: FileCheck %s --input-file=%t.s
// REQUIRES: x86-registered-target

void a(int), b(int);
int test(int);

void dynamic(int n) {
  __defer a(1);
  while (test(n))
    __defer b(n);
}
// CHECK-LABEL: {{^}}dynamic:
// CHECK: callq __deferproc
// CHECK-NOT: callq __deferproc
// CHECK: callq __deferreturn
// CHECK: {{(callq|jmp)}} a{{([[:space:]]|$)}}

void fixed(int n) {
  __defer a(1);
  while (test(n))
    ;
}
// CHECK-LABEL: {{^}}fixed:
// CHECK-NOT: __defer
// CHECK: .Lfunc_end
