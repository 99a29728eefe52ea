// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: S is any statement: with typeof, _Generic, offsetof, inline
// assembly and names that are only used in unevaluated operands.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stddef.h>
#include <stdio.h>

struct s {
  char c;
  short v[3];
};

static void f(int n) {
  for (int i = 0; i < n; i++) {
    struct s only_size = {0};
    short value = (short)(i + 1);
    _Static_assert(sizeof only_size == 8, "");
    __defer {
      __typeof__(only_size) copy = {.v = {[1] = value}};
      _Static_assert(sizeof copy == sizeof(struct s), "");
      int seen = value;
      __asm__ volatile("" : "+r"(seen) : : "memory");
      printf("%d %d %s %d\n", copy.v[1], (int)offsetof(struct s, v[1]),
             _Generic(value, short: "short", default: "other"), seen);
    }
    __asm__ volatile("" : "+m"(value));
    value *= 2;
  }
}

int main(void) {
  f(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 4 4 short 4
// CHECK-NEXT: 2 4 short 2
// CHECK-NOT: {{.+}}
