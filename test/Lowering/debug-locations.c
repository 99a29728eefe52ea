// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With -g, what the lowering adds is at the keyword where that is on a line of its
// own, and otherwise and at the exits at line 0; S keeps its lines.

// RUN: %defer -g -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: %opt -passes=verify -disable-output %t.ll
// RUN: %python %S/Inputs/locations.py %t.ll | FileCheck %s --match-full-lines
// RUN: %defer -g -O2 -S -emit-llvm %s -o - | %opt -passes=verify -disable-output
// RUN: %defer -g -O2 -c %s -o %t.o

void a(int), b(int);
int test(int);

int function(int n) {
  __defer        // line 16
      a(1);      // line 17
  if (n)
    __defer {    // line 19
      b(2);      // line 20
    }
  while (test(3))
    __defer      // line 23
        a(4);    // line 24
  return test(5);
}

// What is in the IR, as "callee line": see Inputs/locations.py.
// CHECK-DAG: call a 17
// CHECK-DAG: call b 20
// CHECK-DAG: call a 24
// CHECK-DAG: call test 22
// CHECK-DAG: call test 25
// CHECK-DAG: call __deferproc 23
// CHECK-DAG: call __deferreturn 0
// CHECK-DAG: all calls and branches have a location
