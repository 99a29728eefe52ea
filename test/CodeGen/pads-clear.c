// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that holds more values across a call with a landing pad than there are
// registers for, by some: the pass that could move a copy over the exception is skipped
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

// CHECK-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (eleven)
// CHECK:       running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (ten)
// CHECK-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (eleven)

// FRAME-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (ten)
// FRAME:       running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (nine)
// FRAME-NOT:   {{(PostRA Machine Sink|postra-machine-sink)}} on function (ten)

// NONE:        running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (eleven)

// LIMIT:       NOT running pass ({{[0-9]+}}) {{(PostRA Machine Sink|postra-machine-sink)}} on function (ten)
// LIMIT-NOT:   {{^BISECT: running pass}}

void give(int);
int take(int);
int value(int) __attribute__((nothrow));

extern volatile int out;

#define IN(n) int v##n = value(n)
#define OUT(n) out = v##n

int eleven(int a) {
  __defer give(1);
  IN(0); IN(1); IN(2); IN(3); IN(4); IN(5); IN(6); IN(7); IN(8); IN(9); IN(10);
  take(11);
  OUT(0); OUT(1); OUT(2); OUT(3); OUT(4); OUT(5); OUT(6); OUT(7); OUT(8); OUT(9); OUT(10);
  return 0;
}

int ten(int a) {
  __defer give(1);
  IN(0); IN(1); IN(2); IN(3); IN(4); IN(5); IN(6); IN(7); IN(8); IN(9);
  take(11);
  OUT(0); OUT(1); OUT(2); OUT(3); OUT(4); OUT(5); OUT(6); OUT(7); OUT(8); OUT(9);
  return 0;
}

int nine(int a) {
  __defer give(1);
  IN(0); IN(1); IN(2); IN(3); IN(4); IN(5); IN(6); IN(7); IN(8);
  take(11);
  OUT(0); OUT(1); OUT(2); OUT(3); OUT(4); OUT(5); OUT(6); OUT(7); OUT(8);
  return 0;
}
