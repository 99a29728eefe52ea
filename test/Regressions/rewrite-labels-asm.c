// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement with an `asm goto` that runs by name stands twice in what defer-rewrite
// makes: the second one's labels are others, also where the `asm` names them.
//
// REWRITE-NOT: tcc (no asm goto)
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>

#if defined(__x86_64__)
#define JUMP "jmp "
#else
#define JUMP "b "
#endif

static void numbered(int n) {
  __defer_named(h) {
    asm goto(JUMP "%l0" : : : : out);
    puts("not skipped");
  out:
    printf("out %d\n", n);
  }
  if (n)
    defer_run(h);
}

static void named(int n) {
  __defer_named(h) {
    int at = 0;
  again:
    if (at++ < n)
      __asm__ volatile goto(JUMP "%l[again]" : : "r"(at) : "memory" : again, out);
    at = 100;
  out:
    printf("again: %d\n", at);
  }
  if (n)
    defer_run(h);
}

int main(void) {
  numbered(0);
  numbered(1);
  named(0);
  named(2);
  return 0;
}

// CHECK:      out 0
// CHECK-NEXT: out 1
// CHECK-NEXT: again: 100
// CHECK-NEXT: again: 100
