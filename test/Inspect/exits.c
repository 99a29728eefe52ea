// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is on the way from each exit to the end of the function.

// RUN: %inspect %s -- -O0 | FileCheck %s

void a(void), b(void), c(void);
int test(int);

int returns(int n) {
  if (test(1))
    return 1;
  __defer a();
  if (test(2))
    return 2;
  if (test(3))
    __defer b();
  if (test(4))
    return 3;
  {
    _Defer c();
    if (test(5))
      return 4;
    test(6);
  }
  return 5;
}
// CHECK-LABEL: : returns,
// CHECK:      exit deferral its own bytes statement's bytes{{$}}
// CHECK-NEXT: 12:5 return none
// CHECK-NEXT: 15:5 return 13:3 [[FIRST:[0-9] [0-9] [1-9] [1-9]]]{{$}}
// CHECK-NEXT: 19:5 return 13:3 [[FIRST]]{{$}}
// CHECK-NEXT: 17:5 [[TEST:[1-9](..[1-9])? [1-9][0-9]?(..[1-9][0-9]?)? 0..[1-9] 0..[1-9]]]{{$}}
// CHECK-NEXT: 23:7 return 13:3 [[FIRST]]{{$}}
// CHECK-NEXT: 17:5 [[TEST]]{{$}}
// CHECK-NEXT: 21:5 {{[1-9](..[1-9])? [1-9][0-9]?(..[1-9][0-9]?)?}} 1 {{[45]}}{{$}}
// CHECK-NEXT: 25:3 block's end 21:5 {{[1-9](..[1-9])? [1-9][0-9]?(..[1-9][0-9]?)?}} 1 {{[45]}}{{$}}
// CHECK-NEXT: 26:3 return 13:3 [[FIRST]]{{$}}
// CHECK-NEXT: 17:5 [[TEST]]{{$}}
// CHECK-NOT:  exits with no instruction

_Noreturn void stop(void);

// What does not return is on no way to the function's end.
int stops(int n) {
  __defer {
    if (test(n)) {
      b();
      c();
      stop();
    }
  }
  return test(5);
}
// CHECK-LABEL: : stops,
// CHECK: [[#@LINE-3]]:3 return [[#@LINE-10]]:3 {{[0-9]+ [0-9]+ [0-9]+ [0-9]+$}}
