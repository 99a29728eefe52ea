// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each deferral is reported, at its keyword: how it was lowered, and what kept
// a dynamic one from being static.

// RUN: %defer -O0 -S -emit-llvm -Rpass=defer -Rpass-missed=defer %s -o %t.ll 2>%t.txt
// RUN: FileCheck %s --input-file=%t.txt --implicit-check-not=remark:
// RUN: %defer -O2 -c -Rpass=defer -Rpass-missed=defer %s -o %t.o 2>%t.O2.txt
// RUN: FileCheck %s --input-file=%t.O2.txt --implicit-check-not=remark:
// RUN: %defer -g -O2 -c -Rpass=defer -Rpass-missed=defer %s -o %t.o 2>%t.g.txt
// RUN: FileCheck %s --input-file=%t.g.txt --implicit-check-not=remark:
// RUN: %defer -O2 -c -Rpass-missed=defer %s -o %t.o 2>%t.missed.txt
// RUN: FileCheck %s --input-file=%t.missed.txt --check-prefix=MISSED --implicit-check-not=remark:
// RUN: %defer -O2 -c %s -o %t.o 2>%t.none.txt
// RUN: count 0 <%t.none.txt

void a(int);
int test(int);
#define DEFER __defer

void kinds(int n) {
  __defer a(1);
// CHECK: remarks.c:[[@LINE-1]]:3: remark: deferral open-coded: control flow tells whether it is pending [-Rpass=defer]
  if (n)
    __defer a(2);
// CHECK: remarks.c:[[@LINE-1]]:5: remark: deferral open-coded: a flag tells whether it is pending [-Rpass=defer]
  while (test(n))
    __defer a(3);
// CHECK: remarks.c:[[@LINE-1]]:5: remark: deferral lowered to a record of {{16|12|24}} bytes [-Rpass=defer]
// CHECK: remarks.c:[[@LINE-2]]:5: remark: deferral not open-coded: control can reach it more than once in a call [-Rpass-missed=defer]
// MISSED: remarks.c:[[@LINE-3]]:5: remark: deferral not open-coded: control can reach it more than once in a call [-Rpass-missed=defer]
  for (int i = 0; i < n; i++) {
    int x = test(i);  DEFER a(x);
// CHECK: remarks.c:[[@LINE-1]]:23: remark: deferral lowered to a record of 24 bytes
// CHECK: remarks.c:[[@LINE-2]]:23: remark: deferral not open-coded:
// MISSED: remarks.c:[[@LINE-3]]:23: remark: deferral not open-coded:
  }
}
