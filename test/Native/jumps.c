// RUN: %differential %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Jumps: the same ones are errors, at the same lines.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- several_gotos_into_scope
void test(void) {
  if (rand() > 3)
    goto in; // error
  if (rand() > 4)
    goto in; // error
  _Defer say("x");
in:
  say("y");
}

//--- between_statements
void test(void) {
  _Defer {
    goto other; // error
  }
  _Defer {
  other:;
  }
}

//--- within_nested_statement
void test(void) {
  _Defer {
    _Defer {
      goto out; // error
    }
  out:;
  }
}

//--- into_nested_scope
void test(void) {
  _Defer {
    goto in; // error
    _Defer say("x");
  in:;
  }
}

//--- into_second_scope
void test(void) {
  _Defer say("1");
  goto in; // error
  _Defer say("2");
in:;
}

//--- between_two_scopes
// prints: b 2 1
void test(void) {
  _Defer say("1");
  goto in;
  say("a");
in:
  say("b");
  _Defer say("2");
}

//--- backward_between_two
// prints: a 2 a 2 1
void test(void) {
  int n = 0;
  _Defer say("1");
again:
  say("a");
  _Defer say("2");
  if (!n++)
    goto again;
}

//--- out_of_three_blocks
// prints: 3 2 1 end
void test(void) {
  {
    _Defer say("1");
    {
      _Defer say("2");
      {
        _Defer say("3");
        goto end;
      }
    }
  }
end:
  say("end");
}

//--- out_of_two_loops
// prints: in in2 out end
void test(void) {
  for (;;) {
    _Defer say("out");
    for (;;) {
      _Defer say("in2");
      _Defer say("in");
      goto end;
    }
  }
end:
  say("end");
}

//--- return_in_a_loop_of_statement
int f(void) {
  _Defer {
    for (;;)
      return 1; // error
  }
  return 2;
}
void test(void) { f(); }

//--- break_of_an_outer_switch
void test(void) {
  switch (1) {
  default:;
    _Defer {
      break; // error
    }
  }
}

//--- case_of_an_outer_switch
void test(void) {
  switch (1) {
    _Defer {
    default:; // error
    }
  }
}

//--- break_in_own_switch
// prints: body one
void test(void) {
  _Defer switch (1) {
  case 1:
    say("one");
    break;
  default:
    say("never");
  }
  say("body");
}

//--- continue_in_a_switch_in_statement
void test(void) {
  for (int i = 0; i < 2; i++) {
    _Defer switch (1) {
    case 1:
      continue; // error
    }
  }
}

//--- computed_goto_in_scope
// prints: a b end x
void test(void) {
  static void *to[] = {&&a, &&b, &&end};
  int n = 0;
  _Defer say("x");
  goto *to[n];
a:
  say("a");
  goto *to[++n];
b:
  say("b");
  goto *to[++n];
end:
  say("end");
}

//--- computed_goto_in_statement
// prints: body a b
void test(void) {
  _Defer {
    static void *to[] = {&&a, &&b};
    goto *to[0];
  a:
    say("a");
    goto *to[1];
  b:
    say("b");
  }
  say("body");
}

//--- asm_goto_into_scope
void test(void) {
  __asm__ goto("" : : : : in); // error
  _Defer say("x");
in:;
}

//--- asm_goto_into_statement
void test(void) {
  __asm__ goto("" : : : : in); // error
  _Defer {
  in:;
  }
}

//--- asm_goto_in_scope
// prints: a b x
void test(void) {
  _Defer say("x");
  __asm__ goto("" : : : : on);
  say("a");
on:
  say("b");
}

//--- musttail_after_its_block
// prints: x g
static int g(int n) { say("g"); return n; }
static int f(int n) {
  {
    _Defer say("x");
  }
  __attribute__((musttail)) return g(n);
}
void test(void) { f(1); }

//--- musttail_in_scope
static int g(int n) { return n; }
static int f(int n) {
  _Defer say("x");
  __attribute__((musttail)) return g(n); // error
}
void test(void) { f(1); }

//--- unused_label_in_scope
// prints: a x
void test(void) {
  _Defer say("x");
unused:
  say("a");
}

//--- unused_label_in_statement
// prints: a x
void test(void) {
  _Defer {
  unused:
    say("x");
  }
  say("a");
}

//--- into_a_statement_expression
void test(void) {
  goto in; // error
  (void)({
    _Defer say("x");
  in:
    1;
  });
}

//--- case_into_a_loop
void test(void) {
  switch (3) {
    for (;;) {
      _Defer say("x");
    case 3: // error
      break;
    }
  }
}

//--- case_before_it_in_a_loop
// prints: a x
void test(void) {
  switch (3) {
    for (;;) {
    case 3:;
      _Defer say("x");
      say("a");
      break;
    }
  }
}

//--- into_the_else_of_a_braceless_one
// differs: the substatement of `if` is a block of its own, and the scope ends
// with it; Clang 22 takes the `else` to be in it
// plugin-prints: in end
void test(void) {
  int n = 1;
  goto in; // native-error
  if (n)
    _Defer say("never");
  else {
  in:
    say("in");
  }
  say("end");
}
