// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite kept in a record may need more alignment than that has.
//
// REWRITE-NOT: tcc (no alignment)
// RUN: %exec %s | FileCheck %s

#include <stdint.h>
#include <stdio.h>

struct wide { long v[4]; } __attribute__((aligned(64)));

__attribute__((noinline)) static int is_aligned(struct wide *w) {
  return (uintptr_t)w % 64 == 0;
}

static void f(int n) {
  for (int i = 0; i < n; i++) {
    struct wide w = {{i, i + 1}};
    const struct wide c = {{i + 10}};
    long double l = i / 2.0L;
    char bytes[3] __attribute__((aligned(64))) = {'a' + i};
    __defer_capture(w, l, bytes)
      printf("%d %ld %ld %.1Lf %s\n", is_aligned(&w), w.v[0], w.v[1], l, bytes);
    __defer printf("%ld\n", c.v[0]);
    w.v[0] = 0;
  }
}

int main(void) {
  f(2);
  return 0;
}

// CHECK: 11
// CHECK-NEXT: 1 1 2 0.5 b
// CHECK-NEXT: 10
// CHECK-NEXT: 1 0 1 0.0 a
