// RUN: %differential %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: what Clang 22's own `_Defer` gets wrong, and the plugin does not.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- structure_returned
// differs: Clang 22 returns the variable, not its value (issue 100868)
// plugin-prints: 1
// native-prints: 99
struct s { int a[20]; };
static struct s f(void) {
  struct s s = {{1}};
  _Defer s.a[0] = 99;
  return s;
}
void test(void) { printf("%d", f().a[0]); }

//--- small_structure_returned
// differs: Clang 22 returns the variable, not its value
// plugin-prints: 1
// native-prints: 99
struct s { int a; };
static struct s f(void) {
  struct s s = {1};
  _Defer s.a = 99;
  return s;
}
void test(void) { printf("%d", f().a); }

//--- structure_returned_from_a_loop
// differs: Clang 22 returns the variable, not its value
// plugin-prints: 1
// native-prints: 99
struct s { int a[20]; };
static struct s f(void) {
  struct s s = {{1}};
  for (;;) {
    _Defer s.a[0] = 99;
    if (s.a[0])
      return s;
  }
}
void test(void) { printf("%d", f().a[0]); }

//--- structure_by_pointer
// differs: Clang 22 returns the variable, not its value
// plugin-prints: 1
// native-prints: 99
struct s { int a[20]; };
static struct s f(void) {
  struct s s = {{1}};
  struct s *p = &s;
  _Defer p->a[0] = 99;
  return s;
}
void test(void) { printf("%d", f().a[0]); }

//--- nested_without_braces_return
// differs: Clang 22 loses the inner one when the scope is left by `return`
// plugin-prints: body inner
// native-prints: body
static int f(void) {
  _Defer _Defer say("inner");
  say("body");
  return 1;
}
void test(void) { f(); }

//--- nested_without_braces_break
// differs: Clang 22 loses the inner one when the scope is left by `break`
// plugin-prints: body inner end
// native-prints: body end
void test(void) {
  for (;;) {
    _Defer _Defer say("inner");
    say("body");
    break;
  }
  say("end");
}

//--- nested_without_braces_end
// prints: body inner
void test(void) {
  _Defer _Defer say("inner");
  say("body");
}

//--- next_case
// differs: Clang 22 runs A after B
// plugin-prints: A B
// native-prints: B A
void test(void) {
  switch (0) {
  default: {
    _Defer say("A");
  }
    say("B");
  }
}

//--- next_case_inner
// differs: Clang 22 runs A after B
// plugin-prints: x A B
// native-prints: x B A
void test(void) {
  switch (0) {
  case 0: {
    _Defer say("A");
    say("x");
  }
  case 1:
    say("B");
  }
}

//--- unbraced_longjmp
// differs: Clang 22 sees it only in braces
void test(void) {
  jmp_buf e;
  if (setjmp(e) == 0) {
    _Defer longjmp(e, 1); // plugin-error
  }
  // native-prints: back
  say("back");
}

//--- braced_longjmp
void test(void) {
  jmp_buf e;
  if (setjmp(e) == 0) {
    _Defer {
      longjmp(e, 1); // error
    }
  }
}

//--- setjmp_in_statement
void test(void) {
  static jmp_buf e;
  _Defer {
    setjmp(e); // error
  }
}

//--- unbraced_setjmp
// differs: Clang 22 sees it only in braces
void test(void) {
  static jmp_buf e;
  _Defer setjmp(e); // plugin-error
  // native-prints: body
  say("body");
}
