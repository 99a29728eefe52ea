// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: the returned expression is "converted to the function's return
// type first".
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static unsigned char to_uchar(long v) {
  __defer v = 0;
  return v;
}

static signed char to_schar(long v) {
  __defer v = 0;
  return v;
}

static _Bool to_bool(int v) {
  __defer v = 0;
  return v;
}

static float to_float(double v) {
  __defer v = 0;
  return v;
}

static int to_int(double v) {
  __defer v = 0;
  return v;
}

static long long widen(int v) {
  __defer v = 0;
  return v;
}

static double from_int(int v) {
  __defer v = 0;
  return v;
}

static void *from_null(int *seen) {
  __defer *seen = 1;
  return 0;
}

static const int *to_const(int *p) {
  __defer *p = 8;
  return p;
}

enum color { red, green, blue };

static enum color to_enum(int v) {
  __defer v = red;
  return v;
}

int main(void) {
  int seen = 0, target = 7;
  printf("%d %d\n", to_uchar(0x1234L), to_uchar(-1L));
  printf("%d %d\n", to_schar(0x17fL), to_schar(-3L));
  printf("%d %d\n", to_bool(0x100), to_bool(0));
  printf("%.1f\n", to_float(16777217.0));
  printf("%d\n", to_int(-3.75));
  printf("%lld\n", widen(-5));
  printf("%.1f\n", from_int(4));
  void *n = from_null(&seen);
  printf("%d %d\n", n == 0, seen);
  const int *p = to_const(&target);
  printf("%d\n", *p);
  printf("%d\n", to_enum(2));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 52 255
// CHECK-NEXT: 127 -3
// CHECK-NEXT: 1 0
// CHECK-NEXT: 16777216.0
// CHECK-NEXT: -3
// CHECK-NEXT: -5
// CHECK-NEXT: 4.0
// CHECK-NEXT: 1 1
// CHECK-NEXT: 8
// CHECK-NEXT: 2
// CHECK-NOT: {{.+}}
