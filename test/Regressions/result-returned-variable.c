// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable that is returned while there is a named result shared the result's
// storage: both were the object that the function returns.
//
// MODES-NOT: rewrite (a macro makes more than one function)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct small { int v[2]; };
struct pair { long v[2]; };
struct large { int v[20]; };

#define TRY(type)                                                              \
  static struct type copied_##type(void) {                                     \
    __defer_result struct type r = {{1, 2}};                                   \
    struct type v = r;                                                         \
    r.v[1] = 50;                                                               \
    return v;                                                                  \
  }                                                                            \
  static struct type run_##type(int n) {                                       \
    __defer_result struct type r = {{1, 2}};                                   \
    __defer r.v[0] += 10;                                                      \
    if (n) {                                                                   \
      struct type v = {{3, 4}};                                                \
      __defer v.v[0] = 7; /* after the value is taken */                       \
      r.v[0] = 60;                                                             \
      return v;                                                                \
    }                                                                          \
    struct type w = {{5, (int)r.v[1]}};                                        \
    r.v[1] = 70;                                                               \
    return w;                                                                  \
  }                                                                            \
  static void show_##type(void) {                                              \
    struct type a = copied_##type(), b = run_##type(1), c = run_##type(0);     \
    printf("%d.%d %d.%d %d.%d\n", (int)a.v[0], (int)a.v[1], (int)b.v[0],       \
           (int)b.v[1], (int)c.v[0], (int)c.v[1]);                             \
  }

TRY(small)
TRY(pair)
TRY(large)

int main(void) {
  show_small();
  show_pair();
  show_large();
}

// CHECK: {{^}}1.2 13.4 15.2
// CHECK-NEXT: {{^}}1.2 13.4 15.2
// CHECK-NEXT: {{^}}1.2 13.4 15.2
