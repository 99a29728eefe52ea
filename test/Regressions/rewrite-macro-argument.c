// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: where a statement is an argument of a macro, or its semicolon is
// the macro's, its two ends were taken from different places.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

#define ID(x) x
#define ONE(x) x;
#define TWO(x, y) x; y;
#define SWAP(x, y) y; x;
#define SELECT(c, x) if (c) x; else puts("-")
#define SELECT_WHOLE(c, x) if (c) x else puts("-")
#define RETURN(x) return x
#define SEMICOLON ;
#define NOTHING
#define TRY(c, ...) do { if (!(c)) { __VA_ARGS__; } } while (0)
#define TWICE(x) x x
#define SHOW(x) printf(#x "=%d\n", x)
#define PLUS(x) x + 1
#define LOOP(n, body) for (int k = 0; k < n; k++) body
#define RUN(h) defer_run(h)
#define DEFERRED(x) __defer x
#define WORD __defer
#define OPEN {
#define INITIAL { 1, 2 }

static int ends(int n) {
  ONE(__defer puts("a"))
  TWO(__defer puts("b"), puts("c"))
  if (n == 1) { ID(return n;) }
  SELECT(n == 2, return 2);
  SELECT_WHOLE(n == 3, return 3;);
  if (n == 4) ID(return 4); else puts("4");
  if (n == 5) ID(return) 5; else puts("5");
  if (n == 6) RETURN(6) SEMICOLON else puts("6");
  if (n == 7) RETURN(7) NOTHING; else puts("7");
  TRY(n != 8, puts("x"), puts("y"); return PLUS(n));
  ID(ID(if (n == 9) return PLUS(ID(n));))
  SWAP(if (n == 10) return 10, DEFERRED(puts("s")))
  ID(WORD puts)("t");
  ID(RETURN(11);)
}

static int blocks(int n) {
  LOOP(2, { _Defer puts("block"); if (n == 1) return 1; if (n == 2) break; if (n == 3) continue; puts("end"); })
  LOOP(2, { DEFERRED(printf("k%d\n", k)); TRY(n != 4, return 4); })
  TWICE({ _Defer puts("twice"); if (n == 5) return 5; })
#ifndef NEVER
  ID(for (;;) OPEN _Defer puts("under"); if (n == 6) return 6; break; })
  ONE(if (n > 100) return 7)
#endif
  return 0;
}

static int names(int n) {
  for (int i = 0; i < n; i++) {
    ID(int v = i * 3;) int pair[2] = INITIAL;
    ONE(int w = v) ONE(__defer_capture(i) printf("%d\n", i))
    __defer printf("%d %d %d %d\n", PLUS(v), ID(ID(v)), w, pair[1]);
    v += PLUS(w);
    SHOW(v);
    ID(pair[1])++;
    if (v == 13) ID({ return v; })
  }
  return PLUS(n);
}

static int named(int n) {
  ID(__defer_named(h) puts("h");)
  ONE(__defer_named(g) { puts("g"); })
  ONE(if (n == 1) defer_run(h))
  SELECT(n == 2, RUN(g));
  SELECT_WHOLE(n == 3, ID(defer_cancel(h));) ;
  return n;
}

int main(void) {
  for (int n = 1; n < 13; n++)
    printf("%d\n", ends(n));
  for (int n = 1; n < 8; n++)
    printf("%d\n", blocks(n));
  printf("%d\n", names(2));
  printf("%d\n", names(4));
  for (int n = 0; n < 4; n++)
    printf("%d\n", named(n));
}

// CHECK: c
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 1
// CHECK-NEXT: c
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 2
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 3
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 4
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 5
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 6
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 7
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: x
// CHECK-NEXT: y
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 9
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 10
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: s
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 10
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: t
// CHECK-NEXT: s
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 11
// CHECK-NEXT: c
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: 4
// CHECK-NEXT: 5
// CHECK-NEXT: 6
// CHECK-NEXT: 7
// CHECK-NEXT: t
// CHECK-NEXT: s
// CHECK-NEXT: b
// CHECK-NEXT: a
// CHECK-NEXT: 11
// CHECK-NEXT: block
// CHECK-NEXT: 1
// CHECK-NEXT: block
// CHECK-NEXT: twice
// CHECK-NEXT: twice
// CHECK-NEXT: under
// CHECK-NEXT: k2
// CHECK-NEXT: k2
// CHECK-NEXT: 0
// CHECK-NEXT: block
// CHECK-NEXT: block
// CHECK-NEXT: twice
// CHECK-NEXT: twice
// CHECK-NEXT: under
// CHECK-NEXT: k2
// CHECK-NEXT: k2
// CHECK-NEXT: 0
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: k0
// CHECK-NEXT: 4
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: twice
// CHECK-NEXT: k2
// CHECK-NEXT: k2
// CHECK-NEXT: 5
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: twice
// CHECK-NEXT: twice
// CHECK-NEXT: under
// CHECK-NEXT: k2
// CHECK-NEXT: k2
// CHECK-NEXT: 6
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: end
// CHECK-NEXT: block
// CHECK-NEXT: twice
// CHECK-NEXT: twice
// CHECK-NEXT: under
// CHECK-NEXT: k2
// CHECK-NEXT: k2
// CHECK-NEXT: 0
// CHECK-NEXT: v=1
// CHECK-NEXT: v=7
// CHECK-NEXT: 8 7 3 3
// CHECK-NEXT: 1
// CHECK-NEXT: 2 1 0 3
// CHECK-NEXT: 0
// CHECK-NEXT: 3
// CHECK-NEXT: v=1
// CHECK-NEXT: v=7
// CHECK-NEXT: v=13
// CHECK-NEXT: 14 13 6 3
// CHECK-NEXT: 2
// CHECK-NEXT: 8 7 3 3
// CHECK-NEXT: 1
// CHECK-NEXT: 2 1 0 3
// CHECK-NEXT: 0
// CHECK-NEXT: 13
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: g
// CHECK-NEXT: h
// CHECK-NEXT: 0
// CHECK-NEXT: h
// CHECK-NEXT: -
// CHECK-NEXT: -
// CHECK-NEXT: g
// CHECK-NEXT: 1
// CHECK-NEXT: g
// CHECK-NEXT: -
// CHECK-NEXT: h
// CHECK-NEXT: 2
// CHECK-NEXT: -
// CHECK-NEXT: g
// CHECK-NEXT: 3
