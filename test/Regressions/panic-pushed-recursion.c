// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A panic comes out of a call with many arguments on the stack, and the statement
// that runs for it calls the function again, whose frame is then where the arguments
// were: that frame was taken for the first one, and its panic ended when the other
// left it.  A long jump to the function did not end what it has to.
//
// RUN: %exec --status=-6 -fexceptions %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

struct large {
  long a[100];
};
static struct large numbers = {{0, 0, 0, 33}};
static volatile int depth, zero;
static void *volatile sink;

__attribute__((noinline)) static void many(struct large b) {
  if (depth < 2)
    defer_panic("first %ld", b.a[3]);
}

__attribute__((noinline)) static void second(void) {
  char room[2000];
  sink = room;
  defer_panic("second");
}

__attribute__((noinline)) static void ten(int a, int b, int c, int d, int e,
                                          int f, long g, long h, long i, long j) {
  sink = (char *)0 + (a + b + c + d + e + f + g + h + i + j);
}

__attribute__((noinline)) static void again(void) {
  if (zero) {
    ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    sink = __builtin_alloca(zero);
  }
  __defer {
    if (depth == 1) {
      depth = 2;
      again();
      fprintf(stderr, "back in the first\n");
    } else if (depth == 2) {
      fprintf(stderr, "recovered %s\n", (char *)defer_recover());
      depth = 4;
    } else if (depth == 3)
      depth = 2;
  }
  if (depth == 2) {
    depth = 3;
    again();
  } else if (depth == 3)
    second();
  else
    many(numbers);
}

static void stops(void) {
  __defer fprintf(stderr, "recovered %s\n", (char *)defer_recover());
  depth = 1;
  again();
}

static defer_jmp_buf there;

__attribute__((noinline)) static void back(void) { defer_longjmp(there, 1); }

__attribute__((noinline)) static void jumps(void) {
  if (zero) {
    ten(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    sink = __builtin_alloca(zero);
  }
  if (defer_setjmp(there) == 0) {
    __defer back();
    many(numbers);
  }
  fprintf(stderr, "back\n");
}

// The first panic is further out than where the jump leads to.
static void inner(void) {
  if (defer_setjmp(there) == 0)
    back();
}

static void outer(void) {
  __defer inner();
  many(numbers);
}

static void stops_outer(void) {
  __defer fprintf(stderr, "recovered %s\n", (char *)defer_recover());
  outer();
}

int main(void) {
  // CHECK:      recovered second
  // CHECK-NEXT: back in the first
  // CHECK-NEXT: recovered first 33
  // CHECK-NEXT: back
  // CHECK-NEXT: recovered first 33
  // CHECK-NEXT: panic: last
  stops();
  depth = 0;
  jumps();
  stops_outer();
  defer_panic("last");
}
