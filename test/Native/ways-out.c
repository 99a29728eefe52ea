// RUN: %differential %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Ways out of blocks of all kinds, and the order that statements run in.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- every_way_out_of_a_loop
// prints: 0 c D 1 f D 2 D 3 b D end
void test(void) {
  for (int i = 0; i < 9; i++) {
    printf("%d ", i);
    if (i == 0)
      say("c");
    _Defer say("D");
    if (i == 0)
      continue;
    if (i == 1) {
      say("f");
      continue;
    }
    if (i == 3) {
      say("b");
      break;
    }
  }
  say("end");
}

//--- while_and_do
// prints: w D w D d D d D
void test(void) {
  int n = 2;
  while (n--) {
    _Defer say("D");
    say("w");
  }
  n = 2;
  do {
    _Defer say("D");
    say("d");
  } while (--n);
}

//--- do_while_condition_comes_last
// prints: body D cond body D cond
static int cond(int *n) { say("cond"); return --*n; }
void test(void) {
  int n = 2;
  do {
    _Defer say("D");
    say("body");
  } while (cond(&n));
}

//--- for_increment_comes_last
// prints: b D i b D i
static void inc(int *n) { say("i"); ++*n; }
void test(void) {
  for (int n = 0; n < 2; inc(&n)) {
    _Defer say("D");
    say("b");
  }
}

//--- return_from_three_blocks
// prints: v 4 3 2 1 7
static int value(void) { say("v"); return 7; }
static int f(void) {
  _Defer say("1");
  for (;;) {
    _Defer say("2");
    switch (1) {
    case 1: {
      _Defer say("3");
      _Defer say("4");
      return value();
    }
    }
  }
}
void test(void) { printf("%d", f()); }

//--- nested_three_deep
// prints: body a b c d e
void test(void) {
  _Defer {
    _Defer say("e");
    _Defer {
      _Defer say("d");
      {
        _Defer say("b");
        say("a");
      }
      say("c");
    }
  }
  say("body");
}

//--- nested_in_a_loop
// prints: 0 a b 1 a b
void test(void) {
  for (int i = 0; i < 2; i++) {
    _Defer {
      _Defer say("b");
      say("a");
    }
    printf("%d ", i);
  }
}

//--- nested_with_a_loop
// prints: body 0 x 1 x end
void test(void) {
  _Defer {
    for (int i = 0; i < 2; i++) {
      _Defer say("x");
      printf("%d ", i);
    }
    say("end");
  }
  say("body");
}

//--- break_inside_nested
// prints: body a x c
void test(void) {
  _Defer {
    for (;;) {
      _Defer say("x");
      say("a");
      break;
    }
    say("c");
  }
  say("body");
}

//--- if_else_chains
// prints: a A b B c C
static void f(int n) {
  if (n == 0) {
    _Defer say("A");
    say("a");
  } else if (n == 1) {
    _Defer say("B");
    say("b");
  } else {
    _Defer say("C");
    say("c");
  }
}
void test(void) { f(0); f(1); f(2); }

//--- braceless_if_else
// prints: A B end
static void f(int n) {
  if (n)
    _Defer say("A");
  else
    _Defer say("B");
}
void test(void) { f(1); f(0); say("end"); }

//--- braceless_nested_if
// prints: x end
static void f(int n, int m) {
  if (n)
    if (m)
      _Defer say("x");
  say("end");
}
void test(void) { f(1, 1); }

//--- statement_is_an_if
// prints: body yes
void test(void) {
  int n = 0;
  _Defer if (n) say("yes"); else say("no");
  say("body");
  n = 1;
}

//--- statement_is_a_loop
// prints: body x x x
void test(void) {
  int n = 3;
  _Defer while (n--) say("x");
  say("body");
}

//--- statement_is_empty
// prints: body
void test(void) {
  _Defer;
  _Defer {}
  say("body");
}

//--- statement_does_not_return
// prints: body last
void test(void) {
  _Defer say("never");
  _Defer {
    say("last");
    exit(0);
  }
  say("body");
}

//--- statement_expression
// prints: 5 x y
void test(void) {
  int v = ({
    int n = 5;
    _Defer {
      n = 6;
      say("x");
    }
    printf("%d ", n);
    n;
  });
  say(v == 5 ? "y" : "n");
}

//--- statement_expression_in_a_condition
// prints: c D in end
void test(void) {
  if (({ _Defer say("D"); say("c"); 1; }))
    say("in");
  say("end");
}

//--- statement_expression_left_by_return
// prints: D E 3
static int f(void) {
  _Defer say("E");
  int n = ({
    _Defer say("D");
    if (1)
      return 3;
    4;
  });
  return n;
}
void test(void) { printf("%d", f()); }

//--- switch_with_several
// prints: 1 A end 2 B A2 end 3 end
static void f(int n) {
  switch (n) {
  case 1: {
    _Defer say("A");
    say("1");
    break;
  }
  case 2: {
    _Defer say("A2");
    _Defer say("B");
    say("2");
    break;
  }
  default:
    say("3");
  }
  say("end");
}
void test(void) { f(1); f(2); f(3); }

//--- old_style_definition
// prints: x 3
static int f(a, b) int a; int b; {
  _Defer say("x");
  return a + b;
}
void test(void) { int v = f(1, 2); printf("%d ", v); }

//--- variable_length_array
// prints: 3 2 1
static void f(int n) {
  int a[n];
  for (int i = 0; i < n; i++)
    a[i] = i + 1;
  _Defer for (int i = n; i--;) printf("%d ", a[i]);
}
void test(void) { f(3); }

//--- variable_length_array_in_a_loop
// prints: 1 2 3
void test(void) {
  for (int n = 1; n < 4; n++) {
    int a[n];
    _Defer printf("%d ", a[n - 1]);
    a[n - 1] = n;
  }
}

//--- large_and_aligned
// prints: 64 1
void test(void) {
  _Alignas(64) char a[64] = "x";
  _Defer printf("%d ", (int)((unsigned long)a % 64 == 0));
  printf("%d ", (int)sizeof a);
}

//--- shadowed_names
// prints: 2 1
void test(void) {
  int x = 1;
  _Defer printf("%d ", x);
  {
    int x = 2;
    _Defer printf("%d ", x);
  }
}

//--- parameters
// prints: 2
static void f(int n) {
  _Defer printf("%d", n);
  n++;
}
void test(void) { f(1); }

//--- recursion
// prints: 0 1 2
static void f(int n) {
  if (n < 0)
    return;
  _Defer printf("%d ", n);
  f(n - 1);
}
void test(void) { f(2); }

//--- returned_values
// prints: 1 -1 2.5 ok 1 end
static unsigned char c(void) { int x = 257; _Defer x = 3; return x; }
static long l(void) { int x = -1; _Defer x = 3; return x; }
static double d(void) { float x = 2.5f; _Defer x = 3; return x; }
static const char *p(void) { const char *x = "ok"; _Defer x = "no"; return x; }
static _Bool b(void) { int x = 256; _Defer x = 0; return x; }
void test(void) {
  printf("%d %ld %g %s %d ", c(), l(), d(), p(), b());
  say("end");
}

//--- void_returns
// prints: a D b D E
static void f(int n) {
  _Defer say("D");
  if (n) {
    say("a");
    return;
  }
  say("b");
}
static void g(void) { _Defer say("E"); return f(0); }
void test(void) { f(1); g(); }

//--- many_in_a_block
// prints: 8 7 6 5 4 3 2 1
void test(void) {
  _Defer say("1");
  _Defer say("2");
  _Defer say("3");
  _Defer say("4");
  {
    _Defer say("5");
    _Defer say("6");
    _Defer say("7");
    _Defer say("8");
  }
}

//--- annotated_fallthrough
// prints: 1 D 2 E 3 F 4
static void f(int n) {
  switch (n) {
  case 1: {
    _Defer say("D");
    say("1");
    __attribute__((fallthrough));
  }
  case 2:
    if (n) {
      _Defer say("E");
      say("2");
      __attribute__((fallthrough));
    } else {
      return;
    }
  case 3: {
    _Defer say("F");
    {
      say("3");
      __attribute__((fallthrough));
    }
  }
  default:
    say("4");
  }
}
void test(void) { f(1); }
