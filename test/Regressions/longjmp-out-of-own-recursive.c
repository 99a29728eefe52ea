// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A long jump out of S, which runs for a panic, to the function that S is of, while
// that is active further out, too: with unwind=tables the panic was left on the
// thread's list, and so were those of each further try.
//
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=tables %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static defer_jmp_buf there[2];
static volatile int count;

__attribute__((noinline)) static void retry(int depth) {
  defer_longjmp(there[depth], 1);
}

__attribute__((noinline)) static void panics(int n) {
  if (n)
    defer_panic("number %d", n);
}

__attribute__((noinline)) static void tries(int depth) {
  if (depth) {
    tries(depth - 1);
    panics(0);
    return;
  }
  defer_setjmp(there[depth]);
  if (count++ < 3) {
    __defer retry(depth);
    panics(count);
  }
}

// The inner activation jumps; it is the outer one whose statement runs for a panic.
static volatile int inside;

__attribute__((noinline)) static void again(int depth) {
  if (depth) {
    if (defer_setjmp(there[depth]) == 0) {
      inside++;
      retry(depth);
    }
    return;
  }
  __defer fprintf(stderr, "recovered %s after %d jump\n", (char *)defer_recover(),
                  inside);
  __defer again(1);
  if (defer_setjmp(there[depth]) == 0)
    panics(4);
}

int main(void) {
  // CHECK:      recovered number 4 after 1 jump
  // CHECK-NEXT: left
  // CHECK-NEXT: panic: number 5
  // CHECK-NEXT: in panics
  // CHECK-NOT:  panic:
  tries(1);
  again(0);
  fprintf(stderr, "left\n");
  panics(5);
}
