// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: cleanup variables of one declaration run last first, like others: on
// the ladder of an outermost block they ran first first.  With unwind=chain, each is
// there before the initialiser of the next one, which may panic.
//
// REWRITE-NOT: tcc (it has no cleanup variables)
// RUN: %exec %s | FileCheck %s
// RUN: %exec -DCHAIN -fplugin-arg-defer-unwind=chain %s | FileCheck --check-prefixes=CHECK,CHAIN %s

#include <stdio.h>

static void clean(int *p) { printf(" clean %d", *p); }
#define CLEANED __attribute__((cleanup(clean)))

static int fails(int n) {
  if (n > 1)
    defer_panic("in an initialiser");
  return n;
}

static void both(int n) {
  _Defer printf(" deferred");
  int a CLEANED = 8, b CLEANED = fails(n), c = 5, d CLEANED = fails(n + 1) + c;
  printf("%d %d %d:", a, b, d);
}

static void alone(int n) {
  int a CLEANED = 1, b CLEANED = 2;
  printf("%d %d:", a + n, b);
}

static void recovers(int n) {
  __defer if (defer_recover()) printf(" recovered");
  both(n);
}

int main(void) {
  // CHECK:      8 0 6: clean 6 clean 0 clean 8 deferred
  // CHECK-NEXT: 1 2: clean 2 clean 1
  both(0);
  puts("");
  alone(0);
  puts("");
  // CHAIN-NEXT: clean 1 clean 8 deferred recovered
  // CHAIN-NEXT: clean 8 deferred recovered
#ifdef CHAIN
  recovers(1);
  puts("");
  recovers(2);
  puts("");
#else
  (void)recovers;
#endif
  return 0;
}
