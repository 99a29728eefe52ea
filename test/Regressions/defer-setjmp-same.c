// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer_longjmp into the function itself leaves what it has pending so; what it
// calls is not inlined, whatever asks for that, for then it would be its own.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static defer_jmp_buf env;

static int same(void) {
  volatile int n = 0;
  int v = defer_setjmp(env);
  if (v < 2) {
    __defer printf("pending: %d\n", n);
    n++;
    defer_longjmp(env, v + 1);
  }
  return v;
}
// CHECK: pending: 2
// CHECK-NEXT: pending: 2
// CHECK-NEXT: same: 2

static void work(int n) {
  _Defer puts("released");
  if (n)
    defer_longjmp(env, n);
}

__attribute__((flatten)) static int flattened(void) {
  int v = defer_setjmp(env);
  if (!v)
    work(1);
  return v;
}
// CHECK-NEXT: released
// CHECK-NEXT: flattened: 1

static inline __attribute__((always_inline)) void always(int n) {
  __defer puts("released, too");
  defer_longjmp(env, n);
}

static int inlined(void) {
  int v = defer_setjmp(env);
  if (!v)
    always(1);
  return v;
}
// CHECK-NEXT: released, too
// CHECK-NEXT: inlined: 1

int main(void) {
  printf("same: %d\n", same());
  printf("flattened: %d\n", flattened());
  printf("inlined: %d\n", inlined());
}
