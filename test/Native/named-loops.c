// REQUIRES: llvm-ge-22
// RUN: %differential -std=c2y %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the named forms of C2y, `break L` and `continue L`.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- break_outer
// prints: in out end
void test(void) {
outer:
  for (;;) {
    _Defer say("out");
    for (;;) {
      _Defer say("in");
      break outer;
    }
  }
  say("end");
}

//--- continue_outer
// prints: 0 in out 1 in out end
void test(void) {
outer:
  for (int i = 0; i < 2; i++) {
    _Defer say("out");
    for (;;) {
      _Defer say("in");
      printf("%d ", i);
      continue outer;
    }
  }
  say("end");
}

//--- break_outer_switch
// prints: in out end
static int one(void) { return 1; }
void test(void) {
s:
  switch (one()) {
  case 1: {
    _Defer say("out");
    for (;;) {
      _Defer say("in");
      break s;
    }
  }
  }
  say("end");
}

//--- break_out_of_statement
void test(void) {
outer:
  for (;;) {
    _Defer {
      for (;;)
        break outer; // error
    }
    break;
  }
}

//--- continue_out_of_statement
void test(void) {
outer:
  for (int i = 0; i < 2; i++) {
    _Defer {
      for (;;)
        continue outer; // error
    }
  }
}

//--- named_in_statement
// prints: body a D b
void test(void) {
  _Defer {
  own:
    for (;;) {
      _Defer say("D");
      for (;;) {
        say("a");
        break own;
      }
    }
    say("b");
  }
  say("body");
}

//--- named_in_nested_statement
void test(void) {
  _Defer {
  own:
    for (;;) {
      _Defer {
        for (;;)
          break own; // error
      }
      break;
    }
  }
}
