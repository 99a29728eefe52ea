// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang generates blocks that nothing enters where a labelled statement of S
// stands in code that is only reached by its label.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void g(int x) { printf("%d ", x); }

static void duff(int n) {
  __defer switch (n) do { case 1: g(1); } while (n--);
}
static void behind_goto(int n) {
  __defer {
    goto L;
    if (n) {
    L:
      g(1);
    }
    g(2);
  }
}
static void dead_case(int n) {
  __defer switch (n) {
  case 0:
    g(0);
    break;
    if (0)
    case 1:
      g(1);
  default:
    g(2);
  }
}
static void in_loop(int n) {
  __defer {
    goto in;
    while (n) {
      g(n);
    in:
      n--;
    }
  }
}
static void dynamic(int n) {
  while (n--)
    __defer {
      goto L;
      if (n) {
      L:
        g(n);
      }
      __defer switch (n) while (n--) {
        case 1:
          g(10);
        }
    }
}

int main(void) {
  duff(1), duff(0), puts("");
  behind_goto(0), puts("");
  dead_case(0), dead_case(1), dead_case(2), puts("");
  in_loop(3), puts("");
  dynamic(3), puts("");
}

// CHECK: 1 1 {{$}}
// CHECK-NEXT: 1 2 {{$}}
// CHECK-NEXT: 0 1 2 2 {{$}}
// CHECK-NEXT: 2 1 {{$}}
// CHECK-NEXT: -1 -1 -1 {{$}}
