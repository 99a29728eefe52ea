// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// No variable that a deferred statement names ends before the statement has
// run; others may.

// RUN: %defer -O1 -c -emit-llvm -fno-discard-value-names -fplugin-arg-defer-keep-markers \
// RUN:   -Xclang -disable-llvm-passes %s -o %t.bc
// RUN: %opt -S %t.bc | FileCheck %s --check-prefix=MARKED
// RUN: %opt_defer -S %t.bc -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll
// RUN: FileCheck %s --input-file=%t.ll --check-prefix=NAMED
// RUN: %opt -passes=verify -disable-output %t.ll

void use(int *);
int test(int);

int function(int n) {
  if (n) {
    int named = test(1);
    use(&named);
    __defer use(&named);
    int other = test(2);
    use(&other);
    if (test(3))
      return 1;
  }
  return test(4);
}
// Before: the code generator ends it with its block.
// MARKED-LABEL: define {{.*}}@function(
// MARKED: call void @llvm.lifetime.end{{.*}}

// CHECK-LABEL: define {{.*}}@function(
// CHECK-NOT: __defer
// CHECK: {{^}}}

// The only variable with a life of its own is the other one.
// NAMED-LABEL: define {{.*}}@function(
// NAMED-DAG: %named = alloca i32
// NAMED-DAG: %other = alloca i32
// NAMED-NOT: @llvm.lifetime.{{(start|end).*}}%named
// NAMED: {{^}}}
