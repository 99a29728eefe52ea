// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: defer_run(h) in h's own S runs the next older one, in the middle of
// the newer, and each run has variables of its own. By way of others as well.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <string.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static void own(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      int local = k * 10;
      int *p = &local;
      put("<", k);
      defer_run(h);
      put(">", *p);
    }
  }
  put("end", 0);
}

static void own_static(int n) {
  __defer_named(h) {
    put("h", n);
    defer_run(h);
    defer_cancel(h);
  }
}

static void each_other(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      int l = k;
      put("h", k);
      defer_run(g);
      put("h-", l);
    }
    __defer_named(g) {
      int l = k;
      put("g", k);
      defer_run(h);
      put("g-", l);
    }
  }
}

/* What has a name that such a statement uses. */
static void and_static(int n) {
  int local = n;
  __defer_named(s) put("s", local);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      int l = k;
      if (l == 1)
        defer_run(s);
      defer_run(h);
      put("h", l);
    }
  }
  local += 10;
}

/* One in a statement's own body runs the function's. */
static int outer(int n, int m) {
  int v[n + 1];
  memset(v, 0, sizeof v);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      v[k]++;
      put("h", k + m);
    }
  }
  __defer {
    for (int i = 0; i < n; i++) {
      int k = i;
      __defer_named(q) {
        int l = k;
        put("q", l);
        defer_run(h);
        defer_run(q);
        put("q/", l + v[l]);
      }
    }
    put("S", m);
  }
  return v[0];
}

/* It has all that a statement may have. */
static void large(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      _Defer put("scoped", k);
      for (int j = 0; j < 2; j++) {
        int z = j;
        __defer_named(in) put("in", z);
      }
      if (k == 1)
        defer_cancel(in);
      __defer put("d", k);
      char array[k + 1];
      array[k] = 'a' + k;
      defer_run(h);
      switch (k) {
      case 0:
        put("zero", array[k]);
        break;
      default:
        put("more", array[k]);
      }
      if (k == 2)
        goto out;
      put("not2:", k);
    out:;
    }
  }
}

struct big { int a[20]; };
static struct big returned(int n) {
  struct big b = {{n}};
  for (int i = 0; i < n; i++) {
    struct big k = {{i, i * 2}};
    __defer_named(h) {
      struct big l = k;
      put("h", l.a[1]);
      b.a[0] += 100;
      defer_run(h);
      put("/", l.a[0]);
    }
  }
  if (n == 2)
    defer_run(h);
  return b;
}

int main(void) {
  for (int n = 0; n <= 3; n++)
    own(n), puts(" own");
  own_static(1), puts(" own_static");
  for (int n = 0; n <= 3; n++)
    each_other(n), puts(" each_other");
  for (int n = 1; n <= 3; n++)
    and_static(n), puts(" and_static");
  for (int n = 0; n <= 2; n++)
    printf(" outer %d\n", outer(n, 40));
  large(3), puts(" large");
  for (int n = 1; n <= 3; n++)
    printf(" returned %d\n", returned(n).a[0]);
}

// CHECK: {{^}} end0 own
// CHECK-NEXT: {{^}} end0 <0 >0 own
// CHECK-NEXT: {{^}} end0 <1 <0 >0 >10 own
// CHECK-NEXT: {{^}} end0 <2 <1 <0 >0 >10 >20 own
// CHECK-NEXT: {{^}} h1 own_static
// CHECK-NEXT: {{^}} each_other
// CHECK-NEXT: {{^}} g0 h0 h-0 g-0 each_other
// CHECK-NEXT: {{^}} g1 h1 g0 h0 h-0 g-0 h-1 g-1 each_other
// CHECK-NEXT: {{^}} g2 h2 g1 h1 g0 h0 h-0 g-0 h-1 g-1 h-2 g-2 each_other
// CHECK-NEXT: {{^}} h0 s11 and_static
// CHECK-NEXT: {{^}} s12 h0 h1 and_static
// CHECK-NEXT: {{^}} s13 h0 h1 h2 and_static
// CHECK-NEXT: {{^}} S40 outer 0
// CHECK-NEXT: {{^}} S40 q0 h40 q/1 outer 0
// CHECK-NEXT: {{^}} S40 q1 h41 q0 h40 q/1 q/2 outer 0
// CHECK-NEXT: {{^}} zero97 not2:0 d0 in1 in0 scoped0 more98 not2:1 d1 in0 scoped1 more99 d2 in1 in0 scoped2 large
// CHECK-NEXT: {{^}} h0 /0 returned 1
// CHECK-NEXT: {{^}} h2 h0 /0 /1 returned 202
// CHECK-NEXT: {{^}} h4 h2 h0 /0 /1 /2 returned 3
