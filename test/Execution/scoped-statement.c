// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: S is any statement, with loops, labels and switches of its own; it
// may not end.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void p(const char *s, int x) { printf("%s%d ", s, x); }

static int flow(int n) {
  while (n--) {
    _Defer {
      int i = 0;
    again:
      switch (i) {
      case 0:
        p("zero", n);
      case 1:
        p("one", i);
        break;
      default:
        for (int k = 0;; k++) {
          if (k == 1)
            continue;
          if (k > 2)
            goto done;
          p("k", k);
        }
      }
      i++;
      goto again;
    done:;
    }
    if (n == 1)
      continue;
    if (n == 0)
      return 5;
  }
  return 6;
}

static jmp_buf env;
static void jumps(int n) {
  _Defer p("not past a longjmp", n);
  if (n)
    longjmp(env, 1);
}

static void leaves(void) {
  _Defer {
    puts("exit");
    exit(0);
  }
  _Defer p("first", 0);
}

int main(void) {
  _Defer puts("not reached");
  flow(2), puts("");
  // CHECK: zero1 one0 one1 k0 k2 zero0 one0 one1 k0 k2
  if (!setjmp(env))
    jumps(1);
  jumps(0), puts("");
  // CHECK-NEXT: {{^}}not past a longjmp0
  leaves();
  // CHECK-NEXT: first0 exit
  // CHECK-NOT: not reached
}
