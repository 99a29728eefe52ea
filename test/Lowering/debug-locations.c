// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With -g, what the lowering adds is at the deferral's keyword, and the
// deferred statement keeps its lines.

// RUN: %defer -g -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: %opt -passes=verify -disable-output %t.ll
// RUN: %python %S/Inputs/locations.py %t.ll | FileCheck %s --match-full-lines
// RUN: %defer -g -O2 -S -emit-llvm %s -o - | %opt -passes=verify -disable-output
// RUN: %defer -g -O2 -c %s -o %t.o

void a(int), b(int);
int test(int);

int function(int n) {
  __defer        // line 17
      a(1);      // line 18
  if (n)
    __defer {    // line 20
      b(2);      // line 21
    }
  while (test(3))
    __defer      // line 24
        a(4);    // line 25
  return test(5);
}

// What is in the IR, as "callee line": see Inputs/locations.py.
// CHECK-DAG: call a 18
// CHECK-DAG: call b 21
// CHECK-DAG: call a 25
// CHECK-DAG: call test 23
// CHECK-DAG: call test 26
// CHECK-DAG: call __deferproc 24
// CHECK-DAG: call __deferreturn 24
// CHECK-DAG: all calls and branches have a location
