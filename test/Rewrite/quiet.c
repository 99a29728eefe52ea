// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What compilers warn of where it is written, and not where it was deferred: a way
// that all end goes on by; a result that is returned; a branch with nothing left; what
// is cancelled in all ways.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>
#include <stdlib.h>

int next_case(int n) {
  switch (n) {
  case 1: {
    _Defer puts("end");
    if (getchar() == 'x')
      return 3;
    break;
  }
  default:
    return 4;
  }
  return 5;
}

int all_cases(int n) {
  {
    _Defer puts("end");
    switch (n) {
    case 1:
      return 1;
    default:
      return 2;
    }
  }
}

int for_ever(int n) {
  if (n > 0) {
    _Defer puts("end");
    for (;;)
      if (n++ == 6)
        return n;
  } else {
    _Defer puts("other end");
    if (n == -1)
      return 5;
    abort();
  }
}

int result(int n) {
  __defer_result int r = 0;
  __defer r++;
  if (n)
    return 4;
  r = 2;
  return r;
}

int branches(int n) {
  if (n == 0)
    __defer puts("never");
  __defer { if (n == 2) puts("two"); if (n == 3) puts("three"); }
  if (n)
    return 3;
  return n;
}

int nothing(int n) {
  if (0)
    __defer puts("debug");
  return n;
}

int cancelled(int n) {
  if (n)
    __defer_named(h) puts("no");
  putchar(n);
  defer_cancel(h);
  return putchar('.');
}
