// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A panic out of a statement that runs by name in another, which has something pending
// itself: that did not run, or what was never reached did, and a recovery there did not
// end the panic.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck --match-full-lines %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck --match-full-lines %s

#include <defer_rt.h>
#include <stdio.h>

static void clean(int *p) { printf(" cleanup"); }

// CHECK:      1: in S cleanup, recovered 1
// CHECK-NEXT: 2: in S 2 A cleanup, recovered 1
// CHECK-NEXT: 3: in S 3 A B cleanup, recovered 1
// CHECK-NEXT: 4: in S 4 C A B cleanup, recovered 1
// CHECK-NEXT: 5: in S C A B cleanup, recovered 1
// CHECK-NEXT: 6: in S C A after B cleanup, recovered 1
// CHECK-NEXT: 7: in S C A after D B cleanup, recovered 1
static void ways(int n) {
  __defer_named(h) defer_panic("p");
  __defer {
    int r __attribute__((cleanup(clean))) = 0;
    {
      printf("in S");
      if (n == 1)
        defer_run(h);
      _Defer printf(" A");
      if (n == 2) {
        printf(" 2");
        defer_run(h);
      }
      __defer printf(" B");
      if (n == 3) {
        printf(" 3");
        defer_run(h);
      }
      _Defer printf(" C");
      if (n == 4) {
        printf(" 4");
        defer_run(h);
      }
    }
    if (n == 5)
      defer_run(h);
    printf(" after");
    if (n == 6)
      defer_run(h);
    __defer printf(" D");
    if (n == 7)
      defer_run(h);
  }
}

// What recovers in it lets the statement end, and the function.
// CHECK-NEXT: 8: S recovered 1, recovered 0
static void recovers(int n) {
  __defer_named(h) defer_panic("p");
  __defer {
    {
      _Defer printf("S recovered %d", defer_recover() != 0);
      defer_run(h);
    }
    printf("not to be reached");
  }
}

// CHECK-NEXT: 9: S recovered 1, recovered 0
static void dynamic(int n) {
  for (int i = 0; i < 1; i++)
    __defer_named(h) defer_panic("p");
  for (int i = 0; i < 1; i++)
    __defer {
      __defer printf("S recovered %d", defer_recover() != 0);
      defer_run(h);
    }
}

static void call(void (*f)(int), int n) {
  printf("%d: ", n);
  __defer printf(", recovered %d\n", defer_recover() != 0);
  f(n);
}

int main(void) {
  for (int n = 1; n < 8; n++)
    call(ways, n);
  call(recovers, 8);
  call(dynamic, 9);
}
