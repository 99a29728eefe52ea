// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// At -O0, exits have a statement in common, and the switch behind it: no exit is charged
// with what is not due there, and a block's end has all that is due, also what stands
// before the number that says where control goes on.

// REQUIRES: x86-registered-target, aarch64-registered-target
// RUN: %inspect %s -- -O0 --target=x86_64-linux-gnu | FileCheck %s
// RUN: %inspect %s -- -O0 --target=aarch64-linux-gnu | FileCheck %s

int test(int);
void a(void), b(void), c(void);

int later_block(int n) {
  if (test(n)) {
    _Defer a();
    if (test(2))
      return 1;
    test(3);
  }
  if (test(4)) {
    _Defer b();
    if (test(5))
      return 2;
    test(6);
  }
  return 0;
}
// CHECK-LABEL: : later_block,
// CHECK:       18:7 return 16:5 {{[3-9]\.\.([5-9]|1[01]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT:  20:3 block's end 16:5 {{[3-9]\.\.([5-9]|1[01]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT:  24:7 return 22:5 {{[3-9]\.\.([5-9]|1[01]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT:  26:3 block's end 22:5 {{[3-9]\.\.([5-9]|1[01]) [12][0-9]\.\.[1-4][0-9]}} 1 {{[45]$}}
// CHECK-NEXT:  27:3 return none

int later_deferral(int n) {
  while (test(n)) {
    if (test(2))
      return 1;
    __defer a();
  }
  _Defer b();
  while (test(4))
    __defer c();
  return 2;
}
// CHECK-LABEL: : later_deferral,
// CHECK:       39:7 return 40:5 0 0 0..{{[0-9]}}
// CHECK-NEXT:  45:3 return 40:5 0 0 0..{{[0-9]}}
// CHECK-NEXT:  42:3 0 0 0..{{[12]}}
// CHECK-NEXT:  44:5 0 0 0..{{[0-9]}}

// c() cannot be due at the first return.
int flag(int n) {
  {
    _Defer a();
    if (test(1))
      return 1;
    test(2);
  }
  if (test(3))
    __defer c();
  return test(4);
}
// CHECK-LABEL: : flag,
// CHECK:       58:7 return 56:5 {{.*}} 1 {{[45]$}}
// CHECK-NEXT:  60:3 block's end 56:5 {{.*}} 1 {{[45]$}}
// CHECK-NEXT:  63:3 return 62:5 {{.*}} 0..1

int block(int n) {
  for (int i = 0; i < n; i++) {
    _Defer a();
    if (test(1))
      break;
    test(2);
    _Defer b();
    _Defer c();
  }
  return test(3);
}
// CHECK-LABEL: : block,
// CHECK:       74:7 break 72:5 {{.*}} 1 {{[45]$}}
// CHECK-NEXT:  78:3 block's end 72:5 {{.*}} 1 {{[45]$}}
// CHECK-NEXT:  76:5 {{0 0 1 [45]$}}
// CHECK-NEXT:  77:5 {{0 0 1 [45]$}}

// Where control runs off the end, and what the statement has deferred itself.
void inner(int n) {
  if (test(n))
    return;
  __defer {
    _Defer b();
    a();
  }
  test(2);
}
// CHECK-LABEL: : inner,
// CHECK:       90:5 return none
// CHECK-NEXT:  96:1 end 91:3 {{.*}} 1 {{[45]$}}
// CHECK-NEXT:  92:5 {{.*}} 1 {{[45]$}}
