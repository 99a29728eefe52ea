// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: the one reverse order of `__defer`, `_Defer` and cleanup variables
// in one function; nested deferrals of both kinds.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void p(const char *s, int x) { printf("%s%d ", s, x); }
static void clean(int *x) { p("c", *x); }

static int mixed(int n) {
  __defer p("F", 1);
  _Defer p("B", 1);
  int v __attribute__((cleanup(clean))) = 2;
  __defer p("F", 2);
  if (n == 1)
    return 1;
  _Defer p("B", 2);
  for (int i = 0; i < 2; i++) {
    _Defer p("L", i);
    int w __attribute__((cleanup(clean))) = i + 10;
    _Defer p("M", i);
    if (n == 2 && i == 1)
      break;
    int k = i;
    __defer p("D", k);
    if (n == 3)
      continue;
    if (n == 4)
      return 4;
    p("i", i);
  }
  return 0;
}

static void nested(int n) {
  _Defer {
    __defer p("f", n);
    _Defer p("b", n);
    for (int i = 0; i < 2; i++) {
      int k = i;
      __defer p("k", k);
      _Defer p("l", i);
    }
    p("S", n);
  }
  __defer {
    _Defer {
      _Defer p("x", n);
      __defer p("y", n);
      p("z", n);
    }
    p("T", n);
  }
  _Defer _Defer p("unbraced", n);
  __defer _Defer p("other", n);
  p("body", n);
}

// What a function-scoped one names lives on, what a block-scoped one does is
// seen by it.
static void values(void) {
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer p("k", k);
    _Defer k += 10;
    k += 100;
  }
}

static void again(int n) {
  int v __attribute__((cleanup(clean))) = n;
L:;
  _Defer p("B", n);
  __defer p("F", n);
  if (n--)
    goto L;
  p("end", n);
}

int main(void) {
  for (int i = 0; i < 5; i++)
    mixed(i), puts("");
  // CHECK: i0 M0 c10 L0 i1 M1 c11 L1 D1 D0 B2 F2 c2 B1 F1
  // CHECK-NEXT: F2 c2 B1 F1
  // CHECK-NEXT: i0 M0 c10 L0 M1 c11 L1 D0 B2 F2 c2 B1 F1
  // CHECK-NEXT: M0 c10 L0 M1 c11 L1 D1 D0 B2 F2 c2 B1 F1
  // CHECK-NEXT: M0 c10 L0 D0 B2 F2 c2 B1 F1
  nested(1), puts("");
  // CHECK-NEXT: body1 other1 unbraced1 T1 z1 y1 x1 l0 l1 S1 k1 k0 b1 f1
  values(), puts("");
  // CHECK-NEXT: k111 k110
  again(2), puts("");
  // CHECK-NEXT: B1 B0 end-1 F-1 B-1 F-1 F-1 c2
}
