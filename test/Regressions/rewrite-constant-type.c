// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a constant variable that is declared elsewhere, and assigned, is
// still constant to what asks for its type.
//
// REWRITE-NOT: tcc (it has another __auto_type)
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

#define IS(x, type) _Generic((x), type: 1, default: 0)

struct s { int a; };

static void asked(int n) {
  for (int i = 0; i < n; i++) {
    const int c = i;
    const struct s s = {i}, *const to = &s;
    const int two[2] = {i, 2};
    const char text[] = "ab";
    int m = i;
    __auto_type p = &c;
    __typeof__(c) other = i + 1;
    __defer printf("%d %d %d %d %d %d %d %d %d\n", *p, IS(&c, const int *),
                   IS(p, const int *), IS(&m, int *), IS(&s.a, const int *),
                   IS(&to, const struct s *const *), IS(&two, const int (*)[2]),
                   IS(&text[0], const char *), IS(&other, const int *));
    printf("%d\n", __builtin_types_compatible_p(__typeof__(&c), const int *));
    m++;
  }
}

int main(void) { asked(2); }

// CHECK: 1
// CHECK-NEXT: 1
// CHECK-NEXT: 1 1 1 1 1 1 1 1 1
// CHECK-NEXT: 0 1 1 1 1 1 1 1 1
