// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a statement that may run itself becomes a function, which was
// refused if it named a type of this one, or __func__, and in an inline function
// that is defined here.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

#define WHERE() printf("%s %d\n", __func__, (int)sizeof(__func__))

static const char *last;

static int types(int n) {
  struct local { int v; } s = {n};
  typedef struct local alias;
  enum { LENGTH = 3, OTHER };
  struct { int v; } unnamed = {n}, *to = &unnamed;
  for (int i = 0; i < n; i++) {
    typedef struct { alias a[LENGTH]; enum kind { ONE, TWO } kind; } box;
    box b = {{{i}}, TWO};
    __defer_named(again) {
      struct local copy = s;
      struct inner { int q; } in = {4};
      alias *p = &s;
      printf("%d %d %d %d %d %d\n", copy.v, b.a[0].v, b.kind == TWO, OTHER, in.q,
             to->v);
      to->v++;
      if (p->v++ < 4)
        defer_run(again);
    }
  }
  return sizeof(struct local) == sizeof(int);
}

static void name(int n) {
  for (int i = 0; i < n; i++)
    __defer_named(again) {
      WHERE();
      last = __FUNCTION__;
      if (n-- > 1)
        defer_run(again);
    }
}

extern inline void seen(int n) {
  for (int i = 0; i < n; i++)
    __defer_named(again) {
      puts("seen");
      if (n-- > 1)
        defer_run(again);
    }
}

int main(void) {
  printf("%d\n", types(2));
  name(2);
  puts(last);
  seen(2);
}

// CHECK: 2 1 1 4 4 2
// CHECK-NEXT: 3 0 1 4 4 3
// CHECK-NEXT: 1
// CHECK-NEXT: name 5
// CHECK-NEXT: name 5
// CHECK-NEXT: name
// CHECK-NEXT: seen
// CHECK-NEXT: seen
