// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `longjmp` past the frame runs nothing: neither what loops have
// deferred, nor `_Defer`, nor captures and names; what the frame that is jumped
// to has deferred is as it was.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;

static void leaf(int n) {
  for (int i = 0; i < 3; i++) {
    int k = i;
    __defer printf("leaf %d ", k);
  }
  _Defer printf("scoped ");
  __defer_capture(n) printf("captured ");
  __defer_named(h) printf("named ");
  if (n)
    longjmp(env, 1);
}

static void middle(int n) {
  for (int i = 0; i < 2; i++) {
    _Defer printf("round ");
    __defer printf("middle ");
    if (i == 1)
      leaf(n);
  }
}

static void top(int n) {
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer printf("top %d ", k);
  }
  if (setjmp(env) == 0)
    middle(n);
  else
    printf("back ");
}

int main(void) {
  top(0), puts("");
  top(1), puts("");
  return 0;
}

// CHECK: {{^}}round named captured scoped leaf 2 leaf 1 leaf 0 round middle middle top 1 top 0 {{$}}
// CHECK-NEXT: {{^}}round back top 1 top 0 {{$}}
