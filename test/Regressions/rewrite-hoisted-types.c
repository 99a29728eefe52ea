// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: types that a statement needs were moved without what they are
// made of, were given a tag in the wrong place, and lost their attributes.
//
// REWRITE-NOT: tcc (it knows no packed enum)
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

#define PACKED __attribute__((packed))

static int made_of(int n) {
  for (int i = 0; i < n; i++) {
    enum { LENGTH = 3, OTHER };
    struct array { int a[LENGTH]; char c[OTHER]; };
    struct array v = {{i}, "abc"};
    typedef struct { int q[sizeof(struct array)]; } size;
    size t = {{i}};
    struct to;
    struct from { struct to *to; int v; };
    struct to { struct from *from; int w; };
    struct from x = {0, i};
    struct to y = {&x, i + 1};
    x.to = &y;
    __defer printf("%d %d %d %d\n", v.a[0], t.q[0], x.to->w, y.from->v);
    v.a[0] += 10;
    t.q[0] += 20;
    x.v += 30;
    y.w += 40;
  }
  if (n) {
    struct inner { struct outer *outer; int v; };
    struct outer { struct inner inner; };
    struct outer z = {{0, n}};
    z.inner.outer = &z;
    __defer printf("%d\n", z.inner.outer->inner.v);
    z.inner.v++;
  }
  return n;
}

static void attributes(int n) {
  for (int i = 0; i < n; i++) {
    struct PACKED before { char c; int i; } s = {'a', i};
    struct __attribute__((packed)) { char c; int i; } t = {'b', i};
    struct behind { char c; int i; } __attribute__((packed)) u = {'c', i};
    struct by_macro { char c; int i; } PACKED v = {'d', i};
    enum __attribute__((packed)) { FIRST, SECOND } e = SECOND;
    struct{int i;} tight = {i};
    __defer printf("%d %d %d %d %d %d\n", (int)sizeof s, (int)sizeof t,
                   (int)sizeof u, (int)sizeof v, (int)sizeof e, tight.i);
    s.i++, t.i++, u.i++, v.i++, e++, tight.i++;
  }
}

int main(void) {
  made_of(2);
  attributes(2);
}

// CHECK: 3
// CHECK-NEXT: 11 21 42 31
// CHECK-NEXT: 10 20 41 30
// CHECK-NEXT: 5 5 5 5 1 2
// CHECK-NEXT: 5 5 5 5 1 1
