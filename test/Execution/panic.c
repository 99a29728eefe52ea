// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic runs what is pending, up the stack, until a statement
// recovers; then the rest runs and the function returns its named result, or
// zero.
//
// REWRITE-NOT: tcc (it cannot read <complex.h>)
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s

#include <complex.h>
#include <stdio.h>
#include <string.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }
static void got(const char *what, void *value) {
  printf(" %s:%s", what, value ? (char *)value : "-");
}

static int thrower(int n) {
  __defer put("t", n);
  if (n)
    defer_panic("n is %d", n);
  return 7;
}

/* No result's name. */
static int number(int n) {
  __defer got("recovered", defer_recover());
  __defer put("rest", n);
  return thrower(n) + 1;
}

static const char *text(int n) {
  __defer_result const char *r = "fine";
  __defer {
    char *value = defer_recover();
    if (value)
      r = value;
  }
  thrower(n);
  return r;
}

/* It is returned before its declaration is reached. */
static int early(int n) {
  __defer got("early", defer_recover());
  thrower(n);
  __defer_result int r = 5;
  thrower(n + 1);
  return 6;
}

struct big { long at[5]; };
static struct big structure(int n) {
  __defer got("structure", defer_recover());
  struct big b = {{1, 2, 3, 4, 5}};
  thrower(n);
  return b;
}

static struct big named_structure(int n) {
  __defer_result struct big r = {{1, 2, 3}};
  __defer if (defer_recover()) r.at[4] = 44;
  thrower(n);
  return r;
}

static double real(int n) {
  __defer got("real", defer_recover());
  thrower(n);
  return 2.5;
}

static double _Complex pair(int n) {
  __defer got("pair", defer_recover());
  thrower(n);
  return 2.5 + 1.0 * I;
}

static void nothing(int n) {
  __defer got("nothing", defer_recover());
  thrower(n);
  put("went-on", n);
}

/* The block's own. What is behind the block does not run. */
static void scoped(int n) {
  __defer put("last", n);
  for (int i = 0; i < 3; i++) {
    _Defer got("scoped", defer_recover());
    put("i", i);
    thrower(i == n);
  }
  put("behind", n);
}

/* A panic in S replaces the one it runs for. */
static void replaced(int n) {
  __defer got("replaced", defer_recover());
  __defer {
    put("s", n);
    defer_panic("newer");
  }
  defer_panic("older");
}

/* One that does not come out of S does not. */
static void inside(int n) {
  __defer got("inside", defer_recover());
  __defer {
    nothing(n);
    put("s", n);
  }
  defer_panic("outside");
}

/* S is a body: what recovers in it lets it end, and what it ran for goes on. */
static void body(int n) {
  __defer got("body", defer_recover());
  __defer {
    __defer got("in-body", defer_recover());
    if (n)
      defer_panic("newer");
  }
  defer_panic("older");
}

/* Also where it runs with nothing in flight. */
static void body_at_end(int n) {
  __defer put("end", n);
  __defer {
    __defer got("in-body", defer_recover());
    thrower(n);
    put("not-here", n);
  }
  put("b", n);
}

/* Where S is run by what ends S around it, no panic runs it. */
static void not_by_panic(int n) {
  __defer got("outer", defer_recover());
  __defer {
    __defer got("not-by-panic", defer_recover());
    put("s", n);
  }
  thrower(n);
}

/* Nor where it runs by name. */
static void by_name(int n) {
  __defer got("outer", defer_recover());
  __defer_named(h) got("h", defer_recover());
  __defer { defer_run(h); }
  thrower(n);
}

static void twice(int n) {
  __defer got("second", defer_recover());
  __defer {
    got("first", defer_recover());
    got("again", defer_recover());
  }
  thrower(n);
}

static void then_another(int n) {
  __defer got("last", defer_recover());
  __defer {
    got("first", defer_recover());
    defer_panic("another %d", n);
  }
  thrower(n);
}

/* The message is made before the old one is given up. */
static void again(int n) {
  __defer got("last", defer_recover());
  __defer {
    char *old = defer_recover();
    if (old)
      defer_panic("%s, again", old);
  }
  thrower(n);
}

static void loop(int n) {
  for (int i = 0; i < 4; i++) {
    int k = i;
    __defer {
      put("k", k);
      got("loop", k & 1 ? defer_recover() : 0);
      if (k == 2)
        defer_panic("from 2");
    }
  }
  thrower(n);
}

static void captured(int n) {
  for (int i = 0; i < 12; i++)
    __defer_capture(i) {
      if (i == 6)
        got("captured", defer_recover());
      else
        put("c", i);
    }
  thrower(n);
}

static void value(int n) {
  int x = 40 + n;
  __defer {
    int *p = defer_recover();
    put("value", *p);
  }
  defer_panic_value(&x);
}

/* A value may be null; the panic stops all the same. */
static void null_value(int n) {
  __defer put("null", defer_recover() == NULL);
  put("n", n);
  defer_panic_value(NULL);
}

static void recursive(int n) {
  __defer put("r", n);
  if (n == 3)
    __defer got("at 3", defer_recover());
  if (n == 5)
    defer_panic("deep");
  recursive(n + 1);
  put("back", n);
}

static int repeated(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += number(i);
  return sum;
}

int main(void) {
#define SHOW(call) (printf("%s:", #call), call, printf("\n"))
#define SHOW_INT(call) (printf("%s:", #call), printf(" = %d\n", (int)(call)))
  // CHECK: number(0): t0 rest0 recovered:- = 8
  SHOW_INT(number(0));
  // CHECK: number(3): t3 rest3 recovered:n is 3 = 0
  SHOW_INT(number(3));
  // CHECK: text(0): t0 = fine
  printf("text(0):"), printf(" = %s\n", text(0));
  // CHECK: text(4): t4 = n is 4
  printf("text(4):"), printf(" = %s\n", text(4));
  // CHECK: early(2): t2 early:n is 2 = 0
  SHOW_INT(early(2));
  // CHECK: early(0): t0 t1 early:n is 1 = 5
  SHOW_INT(early(0));
  // CHECK: structure(0).at[4]: t0 structure:- = 5
  SHOW_INT(structure(0).at[4]);
  // CHECK: structure(1).at[4]: t1 structure:n is 1 = 0
  SHOW_INT(structure(1).at[4]);
  // CHECK: named_structure(1).at[2]: t1 = 3
  SHOW_INT(named_structure(1).at[2]);
  // CHECK: named_structure(1).at[4]: t1 = 44
  SHOW_INT(named_structure(1).at[4]);
  // CHECK: real(0) * 2: t0 real:- = 5
  SHOW_INT(real(0) * 2);
  // CHECK: real(1) * 2: t1 real:n is 1 = 0
  SHOW_INT(real(1) * 2);
  // CHECK: creal(pair(1)) * 2: t1 pair:n is 1 = 0
  SHOW_INT(creal(pair(1)) * 2);
  // CHECK: nothing(0): t0 went-on0 nothing:-
  SHOW(nothing(0));
  // CHECK: nothing(1): t1 nothing:n is 1
  SHOW(nothing(1));
  // CHECK: scoped(9): i0 t0 scoped:- i1 t0 scoped:- i2 t0 scoped:- behind9 last9
  SHOW(scoped(9));
  // CHECK: scoped(1): i0 t0 scoped:- i1 t1 scoped:n is 1 last1
  SHOW(scoped(1));
  // CHECK: replaced(1): s1 replaced:newer
  SHOW(replaced(1));
  // CHECK: inside(1): t1 nothing:n is 1 s1 inside:outside
  SHOW(inside(1));
  // CHECK: body(0): in-body:- body:older
  SHOW(body(0));
  // CHECK: body(1): in-body:newer body:older
  SHOW(body(1));
  // CHECK: body_at_end(1): b1 t1 in-body:n is 1 end1
  SHOW(body_at_end(1));
  // CHECK: not_by_panic(1): t1 s1 not-by-panic:- outer:n is 1
  SHOW(not_by_panic(1));
  // CHECK: by_name(1): t1 h:- outer:n is 1
  SHOW(by_name(1));
  // CHECK: twice(1): t1 first:n is 1 again:- second:-
  SHOW(twice(1));
  // CHECK: then_another(1): t1 first:n is 1 last:another 1
  SHOW(then_another(1));
  // CHECK: again(1): t1 last:n is 1, again
  SHOW(again(1));
  // CHECK: loop(1): t1 k3 loop:n is 1 k2 loop:- k1 loop:from 2 k0 loop:-
  SHOW(loop(1));
  // CHECK: captured(1): t1 c11 c10 c9 c8 c7 captured:n is 1 c5 c4 c3 c2 c1 c0
  SHOW(captured(1));
  // CHECK: value(2): value42
  SHOW(value(2));
  // CHECK: null_value(1): n1 null1
  SHOW(null_value(1));
  // CHECK: recursive(0): r5 r4 at 3:deep r3 back2 r2 back1 r1 back0 r0
  SHOW(recursive(0));
  // CHECK: repeated(4): {{.*}} = 8
  SHOW_INT(repeated(4));
  return 0;
}
