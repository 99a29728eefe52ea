// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: `if (x) __defer f(); else g();` binds as it reads, with every word
// that defers.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void p(const char *s, int n) { printf("%s%d ", s, n); }

static void captured(int n) {
  if (n)
    __defer_capture(n) p("captured", n);
  else
    p("else", n);
  n = 7;
  p("end", n);
}

static void named(int n) {
  if (n)
    __defer_named(h) p("named", n);
  else
    p("else", n);
  p("end", n);
  defer_run(h);
  p("after", n);
}

static void scoped(int n) {
  if (n)
    _Defer p("scoped", n);
  else
    p("else", n);
  p("end", n);
}

static void in_turn(int n) {
  if (n == 0)
    _Defer if (n) p("wrong", n);
    else p("scoped", n);
  else if (n == 1)
    __defer_capture(n) if (n) p("captured", n);
    else p("wrong", n);
  else
    __defer_named(h) p("named", n);
  p("end", n);
}

int main(void) {
  captured(0), captured(1), puts("");
  named(0), named(1), puts("");
  scoped(0), scoped(1), puts("");
  in_turn(0), in_turn(1), in_turn(2), puts("");
  return 0;
}

// CHECK: {{^}}else0 end7 end7 captured1 {{$}}
// CHECK-NEXT: {{^}}else0 end0 after0 end1 named1 after1 {{$}}
// CHECK-NEXT: {{^}}else0 end0 scoped1 end1 {{$}}
// CHECK-NEXT: {{^}}scoped0 end0 end1 captured1 end2 named2 {{$}}
