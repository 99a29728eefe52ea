// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: what `_Defer` defers runs when its block is left: at its end, by
// `break`, `continue`, `goto` and `return`, last first.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void p(const char *s, int x) { printf("%s%d ", s, x); }

static void ends(int n) {
  {
    _Defer p("a", n);
    _Defer p("b", n);
    p("end", n);
  }
  p("after", n);
}

static int loop(int n) {
  for (int i = 0; i < 4; i++) {
    _Defer p("i", i);
    if (i == 0)
      continue;
    if (i == n)
      break;
    int j = 0;
    while (1) {
      _Defer p("j", j);
      if (j++ == i)
        break;
      if (j == 2 && n == 9)
        goto out;
      if (j == 2 && n == 8)
        return -1;
    }
  }
out:
  return n;
}

static void backward(int n) {
  int i = 0;
again:;
  _Defer p("g", i);
  if (i++ < n)
    goto again;
  p("last", i);
}

static int unreached(int n) {
  if (n)
    return n;
  _Defer p("never", n);
  return 0;
}

static int cases(int n) {
  switch (n) {
  default: {
    _Defer p("A", n);
  }
    p("B", n);
    break;
  case 1: {
    _Defer p("one", n);
    return 1;
  }
  case 2: {
    _Defer p("two", n);
  }
  case 3:
    p("three", n);
  }
  return 0;
}

static void substatements(int n) {
  if (n)
    _Defer p("if", n);
  else
    _Defer p("else", n);
  for (int i = 0; i < 2; i++)
    _Defer p("for", i);
  do
    _Defer p("do", n);
  while (0);
  if (n)
  label:
    _Defer p("labelled", n);
  p("end", n);
  if (n == 7)
    goto label;
}

int main(void) {
  ends(1), puts("");
  // CHECK: end1 b1 a1 after1
  loop(2), puts("");
  // CHECK-NEXT: i0 j1 j2 i1 i2
  loop(8), puts("");
  // CHECK-NEXT: i0 j1 j2 i1 j1 j2 i2
  loop(9), puts("");
  // CHECK-NEXT: i0 j1 j2 i1 j1 j2 i2
  backward(2), puts("");
  // CHECK-NEXT: g1 g2 last3 g3
  printf("%d %d\n", unreached(1), unreached(0));
  // CHECK-NEXT: never0 1 0
  for (int i = 0; i < 4; i++)
    cases(i);
  puts("");
  // CHECK-NEXT: A0 B0 one1 two2 three2 three3
  substatements(1), substatements(0), puts("");
  // CHECK-NEXT: if1 for0 for1 do1 labelled1 end1 else0 for0 for1 do0 end0
}
