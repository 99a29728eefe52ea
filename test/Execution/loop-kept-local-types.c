// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: kept variables whose types, and other names that S uses, are
// declared in the loop's own block.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

int shared = 3;

static void f(int n) {
  for (int i = 0; i < n; i++) {
    struct local {
      int a;
      struct {
        char b;
      } in;
    } v = {i, {(char)('p' + i)}};
    typedef struct local local_t;
    enum { bias = 1000 };
    union {
      int n;
      char c[8];
    } u = {.n = i + bias};
    struct {
      int x, y;
    } anon = {i, -i};
    local_t w = v;
    extern int shared;
    static int all;
    w.a += bias;
    __defer {
      local_t *p = &w;
      all += v.a;
      printf("%d %c %d %d %d %d %d\n", v.a, v.in.b, p->a, u.n, anon.y,
             shared * bias, all);
    }
  }
}

int main(void) {
  f(4);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 3 s 1003 1003 -3 3000 3
// CHECK-NEXT: 2 r 1002 1002 -2 3000 5
// CHECK-NEXT: 1 q 1001 1001 -1 3000 6
// CHECK-NEXT: 0 p 1000 1000 0 3000 6
// CHECK-NOT: {{.+}}
