// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A static variable that a statement names was moved without what its initialiser is
// made of: another one of that name was meant, or none was there.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int hits = 50;

static int inner(int n) {
  if (n) {
    static int hits = 7;
    static int *slot = &hits;
    __defer printf("%d\n", *slot);
    hits++;
  }
  return n;
}

typedef int (*operation)(int);

static int twice(int x) { return 2 * x; }

static int functions(int n) {
  if (n < 0) {
    static operation all[] = {twice, abs};
    static const operation *current = all;
    __defer printf("%d\n", current[0](n));
    return 1;
  }
  return 0;
}

static int outermost(int n) {
  enum { NONE, SOME };
  static const char *const names[] = {[NONE] = "none", [SOME] = "some"};
  __defer printf("%s\n", names[n]);
  return NONE;
}

// In a statement that is there more than once.
static int of_statement(int n) {
  for (int i = 0; i < n; i++) {
    __defer_named(log) {
      enum { STEP = 3 };
      static int sum = STEP;
      sum += STEP;
      printf("%d\n", sum);
    }
    if (i)
      defer_run(log);
  }
  return n;
}

int main(void) {
  // CHECK:      8
  // CHECK-NEXT: -4
  // CHECK-NEXT: some
  // CHECK-NEXT: 6
  // CHECK-NEXT: 9
  return inner(1) - 1 + (hits - 50) + functions(-2) - 1 + outermost(1) +
         of_statement(2) - 2;
}
