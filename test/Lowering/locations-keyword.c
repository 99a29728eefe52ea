// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With locations=keyword, all that the lowering adds has the position of the
// keyword, and a discriminator that says for which deferral and where
// (Support/AddedCode.h); the machine code stays as it is.

// RUN: %defer -g -O0 -fplugin-arg-defer-locations=keyword -S -emit-llvm %s -o %t.ll
// RUN: %opt -passes=verify -disable-output %t.ll
// RUN: %defer -gline-tables-only -O0 --target=x86_64-linux-gnu -fplugin-arg-defer-locations=keyword -S %s -o - | FileCheck %s
// RUN: %defer -gline-tables-only -O0 --target=x86_64-linux-gnu -S %s -o - | FileCheck --check-prefix=LINES %s

// RUN: %defer -O2 -c %s -o %t.plain.o
// RUN: %defer -O2 -gline-tables-only -fplugin-arg-defer-locations=keyword -c %s -o %t.keyword.o
// RUN: llvm-objcopy -O binary --only-section=.text %t.plain.o %t.plain
// RUN: llvm-objcopy -O binary --only-section=.text %t.keyword.o %t.keyword
// RUN: cmp %t.plain %t.keyword

void a(int), b(int);
int test(int);

int conditional(int n) {
  if (n)
    __defer a(1);
  return test(5);
}
// Number 1 is reached (1 * 4 + 1), and due (1 * 4 + 2).
// CHECK-LABEL: conditional:
// CHECK:      .loc {{.*}} 23 5 {{.*}}discriminator 5
// CHECK:      .loc {{.*}} 24 {{[0-9]+}}
// CHECK:      .loc {{.*}} 23 5 {{.*}}discriminator 6
// LINES-LABEL: conditional:
// LINES-NOT:  discriminator

void loop(int n) {
  while (test(n))
    __defer a(n);
}
// One deferral alone has the records, the frame and the drain.
// CHECK-LABEL: loop:
// CHECK:      .loc {{.*}} 36 5 {{.*}}discriminator 5
// CHECK:      callq __deferproc
// CHECK:      .loc {{.*}} 36 5 {{.*}}discriminator 6
// CHECK:      callq __deferreturn
// CHECK-NOT:  discriminator 7

void two(int n) {
  while (test(n)) {
    __defer a(n);
    __defer b(n);
  }
}
// Two have those together (1 * 4 + 3).
// CHECK-LABEL: two:
// CHECK:      .loc {{.*}} 48 5 {{.*}}discriminator 7
// CHECK:      .loc {{.*}} 48 5 {{.*}}discriminator 5
// CHECK:      callq __deferproc
// CHECK:      .loc {{.*}} 49 5 {{.*}}discriminator 9
// CHECK:      callq __deferproc
// CHECK:      .loc {{.*}} 48 5 {{.*}}discriminator 7
// CHECK:      callq __deferreturn
