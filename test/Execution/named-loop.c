// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: where more are pending under one name, it is the latest that is run
// or cancelled, and each has its own instance of the block's variables; the
// variables of the block that is being executed stay what they are.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static void latest(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) put("h", k);
    if (i % 2)
      defer_run(h);
    if (i == 4)
      defer_cancel(h);
    put("k", k);
  }
  put("end", 0);
  defer_run(h);
  put("then", 0);
}

/* An older one runs while its block is executed anew. */
static void older(void) {
  for (int i = 0; i < 4; i++) {
    int k = i * 10;
    if (i % 2 == 0)
      __defer_named(h) put("h", k++);
    int before = k;
    if (i % 2)
      defer_run(h);
    put(before == k ? "same" : "changed", k);
    __defer put("d", k);
  }
}

/* Several names and several deferrals in one execution share its instance. */
static void shared(void) {
  for (int i = 0; i < 3; i++) {
    int k = i;
    __defer_named(a) put("a", k++);
    __defer_named(b) put("b", k++);
    if (i == 1)
      defer_run(a);
    if (i == 2)
      defer_cancel(b);
    put("k", k);
  }
}

/* What the outermost block cleans up and defers is in the order of all. */
static void clean(int *p) { put("clean", *p); }
static void marks(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) put("h", k);
  }
  int v __attribute__((cleanup(clean))) = n;
  defer_run(h);
  for (int i = 10; i < 10 + n; i++) {
    int k = i;
    __defer_named(g) put("g", k);
  }
  _Defer put("scoped", n);
  defer_run(h);
  defer_run(g);
  for (int i = 20; i < 20 + n; i++) {
    int k = i;
    __defer_named(f) put("f", k);
  }
  defer_cancel(g);
  defer_cancel(f);
  put("end", v);
}

/* Taken off in any order, and those that are left in theirs. */
static void any_order(void) {
  for (int i = 0; i < 3; i++) {
    int k = i;
    __defer_named(a) put("a", k);
    __defer_named(b) put("b", k);
    __defer put("c", k);
  }
  defer_run(a), defer_run(a), defer_run(b);
  put("end", 0);
}

int main(void) {
  for (int i = 0; i <= 5; i++) {
    latest(i);
    puts(" latest");
  }
  older();
  puts(" older");
  shared();
  puts(" shared");
  for (int i = 0; i <= 2; i++) {
    marks(i);
    puts(" marks");
  }
  any_order();
  puts(" any_order");
}

// CHECK: {{^}} end0 then0 latest
// CHECK-NEXT: {{^}} k0 end0 h0 then0 latest
// CHECK-NEXT: {{^}} k0 h1 k1 end0 h0 then0 latest
// CHECK-NEXT: {{^}} k0 h1 k1 k2 end0 h2 then0 h0 latest
// CHECK-NEXT: {{^}} k0 h1 k1 k2 h3 k3 end0 h2 then0 h0 latest
// CHECK-NEXT: {{^}} k0 h1 k1 k2 h3 k3 k4 end0 h2 then0 h0 latest
// CHECK-NEXT: {{^}} same0 h0 same10 same20 h20 same30 d30 d21 d10 d1 older
// CHECK-NEXT: {{^}} k0 a1 k2 k2 a2 b2 b0 a1 shared
// CHECK-NEXT: {{^}} end0 scoped0 clean0 marks
// CHECK-NEXT: {{^}} h0 g10 end1 scoped1 clean1 marks
// CHECK-NEXT: {{^}} h1 h0 g11 end2 f20 scoped2 clean2 marks
// CHECK-NEXT: {{^}} a2 a1 b2 end0 c2 c1 b1 c0 b0 a0 any_order
