// RUN: %differential -fexceptions %s
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: labels in S with -fexceptions, where Clang 22 crashes.

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void say(const char *s) { printf("%s ", s); }
void test(void);
int main(void) { test(); return 0; }

//--- label_in_statement
// differs: Clang 22 makes S twice, and crashes at its label
// plugin-prints: body S
// native-fails
static void body(void) { say("body"); }
void test(void) {
  _Defer {
  L:;
    say("S");
  }
  body();
}

//--- loop_by_label
// differs: Clang 22 makes S twice, and crashes at its label
// plugin-prints: body S S S
// native-fails
static void body(void) { say("body"); }
void test(void) {
  int n = 0;
  _Defer {
  again:
    say("S");
    if (++n < 3)
      goto again;
  }
  body();
}

//--- no_label
// prints: body S
static void body(void) { say("body"); }
void test(void) {
  _Defer say("S");
  body();
}
