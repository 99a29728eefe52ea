// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: what runs by name where an `else` follows became an `if` that
// the `else` then belonged to.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void f(int n) {
  __defer_named(h) puts("h");
  if (n)
    defer_run(h);
  else
    puts("no");
}

int main(void) {
  f(0);
  f(1);
}

// CHECK: no
// CHECK-NEXT: h
// CHECK-NEXT: h
