// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A setjmp that is not declared nothrow, as in musl, has a landing pad with
// unwinding on: what was pending when it returned again was lost.
//
// MODES-NOT: rewrite (its setjmp is not that of <setjmp.h>)
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=none -w %s | FileCheck %s

#include <stdio.h>

typedef long buffer[64];
int setjmp(buffer) __attribute__((returns_twice));
_Noreturn void longjmp(buffer, int);

static buffer env;
static int yes = 1;

__attribute__((noinline)) static void jump(int v) {
  if (yes)
    longjmp(env, v);
}

static void once(void) {
  volatile int n = 0;
  if (!setjmp(env)) {
    __defer printf("once: %d\n", n);
    n++;
    jump(1);
  }
  puts("leaves");
}
// CHECK: leaves
// CHECK-NEXT: once: 1

static int twice(void) {
  volatile int n = 0;
  int v = setjmp(env);
  if (v < 2) {
    __defer printf("pending: %d\n", n);
    n++;
    jump(v + 1);
  }
  return v;
}
// CHECK-NEXT: pending: 2
// CHECK-NEXT: pending: 2
// CHECK-NEXT: 2

int main(void) {
  once();
  printf("%d\n", twice());
}
