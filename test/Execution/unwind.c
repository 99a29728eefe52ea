// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: when an exception passes, what is pending runs, of both words,
// static and dynamic, and cleanup variables, in the one reverse order.
//
// MODES-NOT: rewrite (its exceptions are those of the unwinder)
// RUN: %exec -fexceptions %s | FileCheck %s

#include "Inputs/unwind.h"

static void put(const char *what, int n) { printf(" %s%d", what, n); }
static void clean(int *p) { put("clean", *p); }

/* Throws at the n-th call. */
static int at;
__attribute__((noinline)) static void call(int n) {
  put(".", n);
  if (n == at)
    throw_it();
}

static void in_line(int n) {
  call(1);
  __defer put("a", n);
  call(2);
  __defer put("b", n);
  call(3);
  if (n == 5)
    return;
  __defer put("c", n);
  call(4);
}

static void maybe(int n) {
  if (n & 1)
    __defer put("a", n);
  call(1);
  if (n & 2)
    __defer put("b", n);
  call(2);
}

static void scopes(int n) {
  int x __attribute__((cleanup(clean))) = 1;
  __defer put("f", n);
  {
    int y __attribute__((cleanup(clean))) = 2;
    _Defer put("s", n);
    call(1);
    __defer put("g", n);
    int z __attribute__((cleanup(clean))) = 3;
    call(2);
    _Defer put("t", n);
    call(3);
  }
  _Defer put("u", n);
  call(4);
  int w __attribute__((cleanup(clean))) = 4;
  call(5);
}

static void loop(int n) {
  __defer put("first", n);
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer put("d", k);
    call(i);
  }
  __defer put("last", n);
  for (int i = 0; i < 2; i++) {
    int k = i;
    if (k == 0)
      __defer put("e", k);
    call(n + i);
  }
}

static void nested(int n) {
  __defer {
    __defer put("in", n);
    call(1);
    for (int i = 0; i < 2; i++) {
      int k = i;
      __defer put("d", k);
      call(2 + i);
    }
    _Defer put("s", n);
    call(4);
  }
  __defer put("after", n);
  call(5);
}

static void from_statement(int n) {
  __defer put("a", n);
  __defer { put("b", n); call(1); put("no", n); }
  __defer put("c", n);
  __defer { put("d", n); call(2); put("no", n); }
  if (n)
    return;
  call(3);
}

static void from_record(int n) {
  __defer put("a", n);
  for (int i = 0; i < 3; i++) {
    int k = i;
    __defer { put("d", k); call(k); put("/", k); }
  }
  int x __attribute__((cleanup(clean))) = 1;
  for (int i = 0; i < 2; i++) {
    int k = 10 + i;
    __defer { put("e", k); call(k); put("/", k); }
  }
  call(20);
}

static void from_scoped(int n) {
  __defer put("a", n);
  for (int i = 0; i < 2; i++) {
    int x __attribute__((cleanup(clean))) = i;
    _Defer { put("s", i); call(i); put("/", i); }
    __defer put("b", i);
    if (i == n)
      break;
  }
  call(9);
}

static void by_name(int n) {
  __defer put("a", n);
  __defer_named(h) { put("h", n); call(1); put("/", n); }
  {
    int x __attribute__((cleanup(clean))) = 7;
    if (n)
      defer_run(h);
    call(2);
  }
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer_named(g) { put("g", k); call(3 + k); put("/", k); }
    if (k == n)
      defer_run(g);
  }
  call(5);
}

static void run(const char *name, void (*f)(int), int n, int from, int to) {
  for (at = from; at <= to; at++) {
    int thrown = try(f, n);
    printf(" %s %s\n", name, thrown ? "thrown" : "returned");
  }
}

int main(void) {
  run("in_line", in_line, 0, 1, 5);
  run("in_line", in_line, 5, 3, 4);
  for (int n = 0; n < 4; n++)
    run("maybe", maybe, n, 1, 3);
  run("scopes", scopes, 0, 1, 6);
  run("loop", loop, 2, 0, 4);
  run("nested", nested, 0, 1, 6);
  run("from_statement", from_statement, 0, 1, 4);
  run("from_statement", from_statement, 1, 1, 3);
  run("from_record", from_record, 0, 0, 2);
  run("from_record", from_record, 0, 10, 11);
  run("from_record", from_record, 0, 20, 21);
  run("from_scoped", from_scoped, 5, 0, 1);
  run("from_scoped", from_scoped, 0, 0, 1);
  run("from_scoped", from_scoped, 1, 9, 10);
  run("by_name", by_name, 0, 1, 6);
  run("by_name", by_name, 1, 1, 6);
}

// CHECK: {{^}} .1 in_line thrown
// CHECK-NEXT: {{^}} .1 .2 a0 in_line thrown
// CHECK-NEXT: {{^}} .1 .2 .3 b0 a0 in_line thrown
// CHECK-NEXT: {{^}} .1 .2 .3 .4 c0 b0 a0 in_line thrown
// CHECK-NEXT: {{^}} .1 .2 .3 .4 c0 b0 a0 in_line returned
// CHECK-NEXT: {{^}} .1 .2 .3 b5 a5 in_line thrown
// CHECK-NEXT: {{^}} .1 .2 .3 b5 a5 in_line returned
// CHECK-NEXT: {{^}} .1 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 maybe returned
// CHECK-NEXT: {{^}} .1 a1 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 a1 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 a1 maybe returned
// CHECK-NEXT: {{^}} .1 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 b2 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 b2 maybe returned
// CHECK-NEXT: {{^}} .1 a3 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 b3 a3 maybe thrown
// CHECK-NEXT: {{^}} .1 .2 b3 a3 maybe returned
// CHECK-NEXT: {{^}} .1 s0 clean2 f0 clean1 scopes thrown
// CHECK-NEXT: {{^}} .1 .2 clean3 s0 clean2 g0 f0 clean1 scopes thrown
// CHECK-NEXT: {{^}} .1 .2 .3 t0 clean3 s0 clean2 g0 f0 clean1 scopes thrown
// CHECK-NEXT: {{^}} .1 .2 .3 t0 clean3 s0 clean2 .4 u0 g0 f0 clean1 scopes thrown
// CHECK-NEXT: {{^}} .1 .2 .3 t0 clean3 s0 clean2 .4 .5 clean4 u0 g0 f0 clean1 scopes thrown
// CHECK-NEXT: {{^}} .1 .2 .3 t0 clean3 s0 clean2 .4 .5 clean4 u0 g0 f0 clean1 scopes returned
// CHECK-NEXT: {{^}} .0 d0 first2 loop thrown
// CHECK-NEXT: {{^}} .0 .1 d1 d0 first2 loop thrown
// CHECK-NEXT: {{^}} .0 .1 .2 e0 last2 d1 d0 first2 loop thrown
// CHECK-NEXT: {{^}} .0 .1 .2 .3 e0 last2 d1 d0 first2 loop thrown
// CHECK-NEXT: {{^}} .0 .1 .2 .3 e0 last2 d1 d0 first2 loop returned
// CHECK-NEXT: {{^}} .5 after0 .1 in0 nested thrown
// CHECK-NEXT: {{^}} .5 after0 .1 .2 d0 in0 nested thrown
// CHECK-NEXT: {{^}} .5 after0 .1 .2 .3 d1 d0 in0 nested thrown
// CHECK-NEXT: {{^}} .5 after0 .1 .2 .3 .4 s0 d1 d0 in0 nested thrown
// CHECK-NEXT: {{^}} .5 after0 .1 .2 .3 .4 s0 d1 d0 in0 nested thrown
// CHECK-NEXT: {{^}} .5 after0 .1 .2 .3 .4 s0 d1 d0 in0 nested returned
// CHECK-NEXT: {{^}} .3 d0 .2 no0 c0 b0 .1 a0 from_statement thrown
// CHECK-NEXT: {{^}} .3 d0 .2 c0 b0 .1 no0 a0 from_statement thrown
// CHECK-NEXT: {{^}} .3 d0 .2 no0 c0 b0 .1 no0 a0 from_statement thrown
// CHECK-NEXT: {{^}} .3 d0 .2 no0 c0 b0 .1 no0 a0 from_statement returned
// CHECK-NEXT: {{^}} d1 .2 no1 c1 b1 .1 a1 from_statement thrown
// CHECK-NEXT: {{^}} d1 .2 c1 b1 .1 no1 a1 from_statement thrown
// CHECK-NEXT: {{^}} d1 .2 no1 c1 b1 .1 no1 a1 from_statement returned
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 /10 clean1 d2 .2 /2 d1 .1 /1 d0 .0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 /10 clean1 d2 .2 /2 d1 .1 d0 .0 /0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 /10 clean1 d2 .2 d1 .1 /1 d0 .0 /0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 clean1 d2 .2 /2 d1 .1 /1 d0 .0 /0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 e10 .10 /10 clean1 d2 .2 /2 d1 .1 /1 d0 .0 /0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 /10 clean1 d2 .2 /2 d1 .1 /1 d0 .0 /0 a0 from_record thrown
// CHECK-NEXT: {{^}} .20 e11 .11 /11 e10 .10 /10 clean1 d2 .2 /2 d1 .1 /1 d0 .0 /0 a0 from_record returned
// CHECK-NEXT: {{^}} s0 .0 clean0 b0 a5 from_scoped thrown
// CHECK-NEXT: {{^}} s0 .0 /0 clean0 s1 .1 clean1 b1 b1 a5 from_scoped thrown
// CHECK-NEXT: {{^}} s0 .0 clean0 b0 a0 from_scoped thrown
// CHECK-NEXT: {{^}} s0 .0 /0 clean0 .9 b0 a0 from_scoped returned
// CHECK-NEXT: {{^}} s0 .0 /0 clean0 s1 .1 /1 clean1 .9 b1 b1 a1 from_scoped thrown
// CHECK-NEXT: {{^}} s0 .0 /0 clean0 s1 .1 /1 clean1 .9 b1 b1 a1 from_scoped returned
// CHECK-NEXT: {{^}} .2 clean7 g0 .3 /0 .5 g1 .4 /1 h0 .1 a0 by_name thrown
// CHECK-NEXT: {{^}} .2 clean7 h0 .1 /0 a0 by_name thrown
// CHECK-NEXT: {{^}} .2 clean7 g0 .3 h0 .1 /0 a0 by_name thrown
// CHECK-NEXT: {{^}} .2 clean7 g0 .3 /0 .5 g1 .4 h0 .1 /0 a0 by_name thrown
// CHECK-NEXT: {{^}} .2 clean7 g0 .3 /0 .5 g1 .4 /1 h0 .1 /0 a0 by_name thrown
// CHECK-NEXT: {{^}} .2 clean7 g0 .3 /0 .5 g1 .4 /1 h0 .1 /0 a0 by_name returned
// CHECK-NEXT: {{^}} h1 .1 clean7 a1 by_name thrown
// CHECK-NEXT: {{^}} h1 .1 /1 .2 clean7 a1 by_name thrown
// CHECK-NEXT: {{^}} h1 .1 /1 .2 clean7 g1 .4 /1 .5 g0 .3 a1 by_name thrown
// CHECK-NEXT: {{^}} h1 .1 /1 .2 clean7 g1 .4 g0 .3 /0 a1 by_name thrown
// CHECK-NEXT: {{^}} h1 .1 /1 .2 clean7 g1 .4 /1 .5 g0 .3 /0 a1 by_name thrown
// CHECK-NEXT: {{^}} h1 .1 /1 .2 clean7 g1 .4 /1 .5 g0 .3 /0 a1 by_name returned
