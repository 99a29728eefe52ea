// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A backslash makes one line of two: what defer-rewrite moves was indented anew in
// the middle of strings and words, and variables whose names are on two lines, or
// have universal character names, were not renamed.
//
// REWRITE-NOT: tcc (it has no universal character names)
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>

static int count = 7;
static int caf\u00e9 = 8;

static int usage(int n) {
  if (n) {
    __defer {
      puts("usage: prog \
      [options]");
    }
    n++;
  }
  return n;
}
// CHECK: {{^}}usage: prog       [options]{{$}}

static void deeper(int n) {
  if (n > 1) {
n--; __defer printf("%d \
of %d\n", n, 12\
34);
  }
}
// CHECK-NEXT: {{^}}1 of 1234{{$}}

static int names(int n) {
  int count = n;
  for (int i = 0; i < 2; i++) {
    int count = i, caf\u00e9 = i;
    __defer printf("%d %d\n", cou\
nt, caf\u00e9);
    count += 10;
    café += 20;
  }
  return count;
}
// CHECK-NEXT: 11 21
// CHECK-NEXT: 10 20
// CHECK-NEXT: 3 7 8

int main(void) {
  usage(2);
  deeper(2);
  printf("%d ", names(3));
  printf("%d %d\n", count, caf\u00e9);
}
