// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that holds more values across a call with a landing pad than there are
// registers for: the pass that could move a copy over the exception is skipped
// (ClearPads.h).  For others it runs, as it does without landing pads, and
// -opt-bisect-limit is obeyed.
//
// RUN: %defer -O2 -fexceptions -fomit-frame-pointer -c %s -o %t.o \
// RUN:   -mllvm -opt-bisect-limit=1000000 2>&1 | FileCheck %s
// RUN: %defer -Os -fexceptions -fomit-frame-pointer -c %s -o %t.o \
// RUN:   -mllvm -opt-bisect-limit=1000000 2>&1 | FileCheck %s
// RUN: %defer -O2 -fexceptions -fno-omit-frame-pointer -c %s -o %t.o \
// RUN:   -mllvm -opt-bisect-limit=1000000 2>&1 | FileCheck --check-prefix=FRAME %s
// RUN: %defer -O2 -fno-exceptions -c %s -o %t.o \
// RUN:   -mllvm -opt-bisect-limit=1000000 2>&1 | FileCheck --check-prefix=NONE %s
// RUN: %defer -O2 -fexceptions -c %s -o %t.o \
// RUN:   -mllvm -opt-bisect-limit=1 2>&1 | FileCheck --check-prefix=LIMIT %s

// CHECK-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (six)
// CHECK:       running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (five)
// CHECK-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (six)

// FRAME-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (five)
// FRAME:       running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (four)
// FRAME-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (five)

// NONE:        running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (six)

// LIMIT:       NOT running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (five)
// LIMIT-NOT:   {{^BISECT: running pass}}

void give(int);
int take(int);

int six(int a, int b, int c, int d, int e, int f) {
  __defer give(a);
  take(1);
  return a * b + c * d - e * f;
}

int five(int a, int b, int c, int d, int e) {
  __defer give(a);
  take(1);
  return a * b + c * d - e;
}

int four(int a, int b, int c, int d) {
  __defer give(a);
  take(1);
  return a * b + c * d;
}
