// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the passes do to code around calls with landing pads (two ways through one,
// a loop rotated, values kept and taken) is the same when one throws: each
// panics in turn, and then none.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s

#include <stdio.h>

#define HERE __attribute__((noinline)) /* not in what calls it */

static int at, calls;

/* Panics at the call that `at` counts. */
__attribute__((noinline)) static int call(const char *what, int n) {
  printf(" %s%d", what, n);
  if (++calls == at)
    defer_panic("at %d", n);
  return n;
}
__attribute__((noinline)) static void end(const char *what, int n) {
  printf(" -%s%d", what, n);
}

HERE static int flag(int a) {
  int n = call("n", 2);
  __defer end("n", n);
  if (call("v", a) > 2) {
    if (call("l", a) < 0)
      return -2;
    __defer end("l", a);
  }
  return call("w", n);
}

HERE static int between(int a) {
  int i;
  if (call("l", a) < 0)
    return -1;
  __defer end("l", a);
  for (i = 0; i < 3; i++)
    if (call("v", i) == a)
      break;
  if (call("m", a - 3) < -2)
    return -2;
  __defer end("m", i);
  while (i-- > 0)
    call("i", i);
  return -3;
}

HERE static int variable(int a) {
  int x = -1, y = -1;
  __defer {
    end("x", x);
    if (y >= 0)
      end("y", y);
  }
  x = call("x", a);
  if (x < 3)
    return x;
  y = call("y", a + 1);
  int sum = x * 3 + y;
  call("s", 0);
  return sum;
}

static int stopped(int (*f)(int), int a) {
  __defer_result int r = 0;
  __defer if (defer_recover()) r = 99;
  return f(a);
}

static void each(const char *name, int (*f)(int), int a) {
  for (at = 1;; at++) {
    calls = 0;
    printf("%s(%d):", name, a);
    int r = stopped(f, a);
    printf(" = %d\n", r);
    if (calls < at)
      break;
  }
}

int main(void) {
  each("flag", flag, 3);
  each("flag", flag, 1);
  each("between", between, 0);
  each("between", between, 2);
  each("variable", variable, 2);
  each("variable", variable, 3);
}

// CHECK: {{^}}flag(3): n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(3): n2 v3 -n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(3): n2 v3 l3 -n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(3): n2 v3 l3 w2 -l3 -n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(3): n2 v3 l3 w2 -l3 -n2 = 2{{$}}
// CHECK-NEXT: {{^}}flag(1): n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(1): n2 v1 -n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(1): n2 v1 w2 -n2 = 99{{$}}
// CHECK-NEXT: {{^}}flag(1): n2 v1 w2 -n2 = 2{{$}}
// CHECK-NEXT: {{^}}between(0): l0 = 99{{$}}
// CHECK-NEXT: {{^}}between(0): l0 v0 -l0 = 99{{$}}
// CHECK-NEXT: {{^}}between(0): l0 v0 m-3 -l0 = 99{{$}}
// CHECK-NEXT: {{^}}between(0): l0 v0 m-3 -l0 = -2{{$}}
// CHECK-NEXT: {{^}}between(2): l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 v2 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 v2 m-1 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 v2 m-1 i1 -m1 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 v2 m-1 i1 i0 -m0 -l2 = 99{{$}}
// CHECK-NEXT: {{^}}between(2): l2 v0 v1 v2 m-1 i1 i0 -m-1 -l2 = -3{{$}}
// CHECK-NEXT: {{^}}variable(2): x2 -x-1 = 99{{$}}
// CHECK-NEXT: {{^}}variable(2): x2 -x2 = 2{{$}}
// CHECK-NEXT: {{^}}variable(3): x3 -x-1 = 99{{$}}
// CHECK-NEXT: {{^}}variable(3): x3 y4 -x3 = 99{{$}}
// CHECK-NEXT: {{^}}variable(3): x3 y4 s0 -x3 -y4 = 99{{$}}
// CHECK-NEXT: {{^}}variable(3): x3 y4 s0 -x3 -y4 = 13{{$}}
