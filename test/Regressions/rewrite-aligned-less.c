// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had an `_Alignas` for each attribute, though that is of
// C11 and no alignment may be less by it.
//
// RUN: %exec -std=gnu99 %s | FileCheck %s
// RUN: %exec %s | FileCheck %s

#include <stdint.h>
#include <stdio.h>

static int misaligned(void *p) {
#ifdef __TINYC__
  (void)p; // the headers it includes take attributes away
  return 0;
#else
  return (uintptr_t)p % 16 != 0;
#endif
}

int main(void) {
  char bytes[] = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
  for (int i = 1; i < 3; i++) {
    long v __attribute__((aligned(4))) = i;
    int __attribute__((aligned(1))) *p = (void *)(bytes + i), k = i;
    char c __attribute__((aligned(16), unused)) = 'a' + i;
    __defer printf("%ld %d %c %d\n", v, *(char *)p, c, misaligned(&c));
    v += k;
    c++;
  }
  if (bytes[1]) {
    short w __attribute__((__aligned__(1))) = 7;
    __defer printf("%d\n", w);
    w++;
  }
  return 0;
}

// CHECK: 8
// CHECK-NEXT: 4 0 d 0
// CHECK-NEXT: 2 1 c 0
