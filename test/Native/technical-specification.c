// RUN: %differential %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The facts of the examples of ISO/IEC TS 25755: where a deferral may stand,
// what may be jumped to, when it runs, and what a function returns.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- into_statement
void test(void) {
  goto inside; // error
  _Defer {
  inside:
    say("meow");
  }
}

//--- into_statement_of_an_inner_block
void test(void) {
  goto inside; // error
  {
    _Defer {
    inside:
      say("meow");
    }
  }
}

//--- into_scope
void test(void) {
  goto target; // error
  {
    _Defer say("meow");
  target:
    say("cat says");
  }
}

//--- past_a_block_with_one
// prints: cat says
void test(void) {
  say("cat says");
  goto target;
  {
    _Defer say("meow");
  }
target:;
}

//--- out_of_statement
void test(void) {
  {
    _Defer {
      goto target; // error
      say("meow");
    }
    say("cat says");
  }
target:;
}

//--- return_in_statement
int f(void) {
  _Defer {
    return 5; // error
  }
  return 1;
}
void test(void) { f(); }

//--- backward_into_statement
void test(void) {
  _Defer {
  target:
    say("meow");
  }
  goto target; // error
}

//--- to_before_it_in_its_block
// prints: cat says meow
void test(void) {
  goto target;
  {
  target:
    say("cat says");
    _Defer say("meow");
  }
}

//--- over_it_in_its_block
void test(void) {
  {
    goto target; // error
    _Defer say("meow");
  target:
    say("cat says");
  }
}

//--- out_of_scope
// prints: meow cat says
void test(void) {
  {
    _Defer say("meow");
    goto target;
  }
target:
  say("cat says");
}

//--- before_it_is_reached
// prints: cat says
void test(void) {
  {
    goto target;
    _Defer say("meow");
  }
target:
  say("cat says");
}

//--- backward_into_scope
void test(void) {
  {
    _Defer say("meow");
  target:;
  }
  goto target; // error
}

//--- backward_to_before_it_from_outside
// prints: meow meow meow
void test(void) {
  int count = 0;
  {
  target:;
    _Defer say("meow");
  }
  if (++count < 3)
    goto target;
}

//--- backward_past_it
// prints: cat says cat says cat says
void test(void) {
  int count = 0;
  {
  target:;
    _Defer say("cat says");
    ++count;
    if (count <= 2)
      goto target;
  }
}

//--- backward_within_its_scope
// prints: cat says
void test(void) {
  int count = 0;
  {
    _Defer say("cat says");
  target:
    if (count < 5) {
      ++count;
      goto target;
    }
  }
}

//--- backward_in_the_outermost_block
// prints: cat says cat says meow
void test(void) {
  int count = 0;
target:
  if (count >= 2) {
    say("meow");
    return;
  }
  _Defer say("cat says");
  ++count;
  goto target;
}

//--- case_behind_it
void test(void) {
  switch (1) {
    _Defer say("meow");
  case 1: // error
    say("cat says");
  }
}

//--- default_behind_it
void test(void) {
  switch (1) {
  case 0:;
    _Defer say("meow");
  default: // error
    say("cat says");
  }
}

//--- case_before_it
// prints: cat says meow
void test(void) {
  switch (1) {
  case 1:;
    _Defer say("meow");
    say("cat says");
  }
}

//--- case_in_it
void test(void) {
  switch (1) {
    _Defer {
    case 1: // error
      say("meow");
    }
  }
}

//--- block_in_a_switch
// prints: meow cat says
void test(void) {
  switch (1) {
  default: {
    _Defer say("meow");
  }
  }
  say("cat says");
}

//--- break_out_of_a_switch
// prints: says meow cat
void test(void) {
  switch (1) {
  case 1: {
    _Defer say("meow");
    say("says");
    break;
  }
  default:
    say("never");
  }
  say("cat");
}

//--- fallthrough
// differs: Clang 22 runs S after the statements of the next case
// plugin-prints: cat meow says
// native-prints: cat says meow
void test(void) {
  switch (1) {
  case 1: {
    _Defer say("meow");
    say("cat");
  }
  case 2:
    say("says");
  }
}

//--- each_iteration
// prints: 0 end 1 end 2 end done
void test(void) {
  for (int i = 0; i < 3; ++i) {
    _Defer say("end");
    printf("%d ", i);
  }
  say("done");
}

//--- continue_and_break
// prints: a end c end done
void test(void) {
  for (int i = 0; i < 3; ++i) {
    _Defer say("end");
    if (i == 0) {
      say("a");
      continue;
    }
    if (i == 1) {
      say("c");
      break;
    }
    say("never");
  }
  say("done");
}

//--- break_in_statement
void test(void) {
  for (;;) {
    _Defer {
      break; // error
    }
  }
}

//--- continue_in_statement
void test(void) {
  for (int i = 0; i < 2; i++) {
    _Defer {
      continue; // error
    }
  }
}

//--- loop_of_its_own
// prints: body a b b
void test(void) {
  _Defer {
    for (;;) {
      say("a");
      break;
    }
    for (int i = 0; i < 3; i++) {
      if (i == 1)
        continue;
      say("b");
    }
  }
  say("body");
}

//--- last_in_first_out
// prints: body 3 2 1
void test(void) {
  _Defer say("1");
  _Defer say("2");
  _Defer say("3");
  say("body");
}

//--- inner_blocks_first
// prints: 1 2 3 4 5
void test(void) {
  _Defer say("5");
  {
    _Defer say("2");
    {
      _Defer say("1");
    }
  }
  _Defer say("4");
  say("3");
}

//--- substatement_of_if
// prints: meow cat says
void test(void) {
  if (1)
    _Defer say("meow");
  say("cat says");
}

//--- substatement_of_a_loop
// prints: meow meow cat
void test(void) {
  for (int i = 0; i < 2; i++)
    _Defer say("meow");
  say("cat");
}

//--- value_is_read_first
// prints: 4 5
static int seen;
static int f(void) {
  int r = 4;
  int *p = &r;
  _Defer {
    *p = 5;
    seen = r;
  }
  return *p;
}
void test(void) {
  int v = f();
  printf("%d %d", v, seen);
}

//--- returned_call_comes_first
// prints: call deferred 7
static int call(void) { say("call"); return 7; }
static int f(void) {
  _Defer say("deferred");
  return call();
}
void test(void) { printf("%d", f()); }

//--- freed_after_the_value
// prints: 3 freed
static int f(void) {
  int *p = malloc(sizeof *p);
  _Defer {
    free(p);
    p = 0;
  }
  *p = 3;
  return *p;
}
void test(void) { printf("%d ", f()); say("freed"); }

//--- not_reached
// prints: body
static void f(int n) {
  if (n)
    return;
  _Defer say("never");
}
void test(void) { f(1); say("body"); }

//--- conditional
// prints: 1 in then 2 out
static void f(int n) {
  if (n == 1) {
    _Defer say("in");
    say("1");
  }
  say("then");
  _Defer say("out");
  say("2");
}
void test(void) { f(1); }

//--- exit_runs_none
// prints: body
void test(void) {
  _Defer say("never");
  say("body");
  exit(0);
}

//--- nested
// prints: body outer inner
void test(void) {
  _Defer {
    _Defer say("inner");
    say("outer");
  }
  say("body");
}

//--- sees_the_variable
// prints: 2
void test(void) {
  int x = 1;
  _Defer printf("%d", x);
  x = 2;
}

//--- declared_in_its_block
// prints: 1 0
void test(void) {
  int x = 0;
  {
    int x = 1;
    _Defer printf("%d ", x);
  }
  printf("%d", x);
}

//--- a_declaration
void test(void) {
  _Defer int x = 1; // error
}

//--- at_file_scope
_Defer say("meow"); // error
void test(void) {}

