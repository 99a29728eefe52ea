// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a macro, or the machine, makes a constant is another one with other options; a
// number is what it is, and so is one of a macro that has all of the statement.
//
// RUN: %rewrite %s -- -w -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdbool.h>
#include <stdio.h>

#define DEBUG 0
#define ONCE(s) do { s; } while (0)

int deferral(int n) {
  if (DEBUG)
    __defer puts("debug");
  return n;
}

int way(int n) {
  __defer puts("end");
  if (n && DEBUG)
    return 1;
  return n;
}

int machine(int n) {
  __defer puts("end");
  if (sizeof(void *) == 4)
    return 1;
  return n;
}

#define VERBOSE false
int by_name(int n) {
  if (VERBOSE)
    __defer puts("verbose");
  return n;
}

int number(int n) {
  if (1)
    __defer puts("one");
  while (true) {
    __defer puts("two");
    if (n)
      break;
    return 3;
  }
  ONCE(n++);
  return n;
}
