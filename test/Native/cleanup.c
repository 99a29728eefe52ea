// RUN: %differential %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: block-scoped deferrals and cleanup variables run interleaved.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- interleaved
// prints: body c2 D2 c1 D1
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  _Defer say("D1");
  CLEAN(a, "c1");
  _Defer say("D2");
  CLEAN(b, "c2");
  say("body");
}

//--- in_a_loop
// prints: c D c D c D end
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  for (int i = 0; i < 4; i++) {
    _Defer say("D");
    CLEAN(a, "c");
    if (i == 0)
      continue;
    if (i == 2)
      break;
  }
  say("end");
}

//--- left_by_goto_and_return
// prints: c2 D2 c1 D1 c2 D2 end c1 D1
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
static void f(int n) {
  _Defer say("D1");
  CLEAN(a, "c1");
  {
    _Defer say("D2");
    CLEAN(b, "c2");
    if (n)
      return;
    goto end;
  }
end:
  say("end");
}
void test(void) { f(1); f(0); }

//--- cleanup_in_statement
// prints: body s c D
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  _Defer say("D");
  _Defer {
    CLEAN(a, "c");
    say("s");
  }
  say("body");
}

//--- value_settled_before_both
// prints: 1 c 2 D 3
static int x;
static void c(const char **s) { x++; printf("%s %d ", *s, x); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
static int f(void) {
  x = 1;
  _Defer { x++; printf("D %d ", x); }
  CLEAN(a, "c");
  printf("%d ", x);
  return x;
}
void test(void) { f(); }

//--- cleaned_variable_is_named
// prints: c D
static void c(const char **s) { say(*s); *s = "D"; }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  {
    CLEAN(a, "c");
    (void)a;
  }
  const char *b = "D";
  _Defer say(b);
}

//--- in_a_switch
// prints: c D A end
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  switch (1) {
  case 1: {
    _Defer say("A");
    _Defer say("D");
    CLEAN(a, "c");
    break;
  }
  }
  say("end");
}

//--- in_a_statement_expression
// prints: c D 4
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  int v = ({
    _Defer say("D");
    CLEAN(a, "c");
    4;
  });
  printf("%d", v);
}

//--- backward_goto
// prints: c D c D end
static void c(const char **s) { say(*s); }
#define CLEAN(n, s) const char *n __attribute__((cleanup(c))) = s
void test(void) {
  int n = 0;
  {
  again:;
    _Defer say("D");
    CLEAN(a, "c");
    if (!n++)
      goto again;
  }
  say("end");
}
