// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function with its braces from macros, before one that needs a structure: what is
// declared for the second one stood in the first one's body, and was lost.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

#define BEGIN {
#define END }

static int first(int n)
BEGIN
  __defer printf("first %d\n", n);
  return n;
END

static int second(int n) {
  __defer printf("second %d\n", n);
  return n;
}

int main(void) {
  // CHECK:      first 0
  // CHECK-NEXT: second 0
  return first(0) + second(0);
}
