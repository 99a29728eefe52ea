// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferral in code that constants keep control out of, and a statement whose
// loop is never left: what the loop's `_Defer` makes of the numbers of where
// control is going leaves blocks that nothing enters, and that lead into the
// statement.  This was an error, "a deferred statement that is entered
// elsewhere", at -O1 and more.
//
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int turns;

static int dead(int on) {
  if (1) {
    int n = on;
    if (n > 0)
      return n;
    return -n;
  end:;
  }
  __defer if (on) switch (on & 3) {
  case 1: {
    int n = 0;
  again:;
    _Defer printf("inner %d\n", n);
    if (n++ < 2)
      goto again;
  }
  }
  return 0;
}

static void endless(int on) {
  __defer if (on) {
    int n = 0;
  again:;
    _Defer {
      if (++turns == 3) {
        puts("ended");
        exit(0);
      }
    }
    n++;
    goto again;
  }
  puts("body");
}

int main(void) {
  printf("%d %d\n", dead(4), dead(-5));
  fflush(stdout);
  endless(1);
}
// CHECK: 4 5
// CHECK-NEXT: body
// CHECK-NEXT: ended
