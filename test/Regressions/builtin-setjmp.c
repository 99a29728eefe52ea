// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __builtin_setjmp returns twice as setjmp does.
//
// MODES-NOT: aarch64 rewrite (an extension, for x86)
// RUN: %exec %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

static void *env[5];
static int yes = 1;

__attribute__((noinline)) static void jump(void) {
  if (yes)
    __builtin_longjmp(env, 1);
}

static void below(void) {
  _Defer puts("passed");
  jump();
}

__attribute__((noinline)) static void first(void) {
  volatile int n = 0;
  if (!__builtin_setjmp(env)) {
    __defer printf("first: %d\n", n);
    n++;
    jump();
  }
  puts("leaves");
}

__attribute__((noinline)) static void again(void) {
  volatile int n = 0;
  __builtin_setjmp(env);
  if (n < 2) {
    n++;
    __defer printf("again: %d\n", n);
    jump();
  }
  puts("leaves");
}

int main(void) {
  first();
  again();
  // What a long jump passes runs nothing, and is pending no longer.
  if (!__builtin_setjmp(env))
    below();
  again();
}
// CHECK: leaves
// CHECK-NEXT: first: 1
// CHECK-NEXT: leaves
// CHECK-NEXT: again: 2
// CHECK-NEXT: again: 2
// CHECK-NEXT: leaves
// CHECK-NEXT: again: 2
// CHECK-NEXT: again: 2
