// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// -fsave-optimization-record has them too, with arguments that tools can read.

// RUN: cd %S
// RUN: %defer -O2 -c -fsave-optimization-record=yaml -foptimization-record-file=%t.yaml remarks-record.c -o %t.o
// RUN: FileCheck %s --input-file=%t.yaml

void a(int);
int test(int);

void kinds(int n) {
  __defer a(1);
  if (n)
    __defer a(2);
  while (test(n))
    __defer a(3);
}
// CHECK:      --- !Passed
// CHECK-NEXT: Pass:            defer
// CHECK-NEXT: Name:            OpenCoded
// CHECK-NEXT: DebugLoc:        { File: {{.*}}remarks-record.c{{'?}}, Line: 13, Column: 3 }
// CHECK-NEXT: Function:        kinds
// CHECK:      --- !Passed
// CHECK-NEXT: Pass:            defer
// CHECK-NEXT: Name:            Flagged
// CHECK-NEXT: DebugLoc:        { File: {{.*}}remarks-record.c{{'?}}, Line: 15, Column: 5 }
// CHECK:      --- !Passed
// CHECK-NEXT: Pass:            defer
// CHECK-NEXT: Name:            Recorded
// CHECK:        - RecordSize:      '16'
// CHECK:      --- !Missed
// CHECK-NEXT: Pass:            defer
// CHECK-NEXT: Name:            NotOpenCoded
// CHECK-NEXT: DebugLoc:        { File: {{.*}}remarks-record.c{{'?}}, Line: 17, Column: 5 }
// CHECK:        - Reason:          control can reach it more than once in a call
