/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: an analyser that is no compiler reads every word after <defer.h>.
 *
 * REQUIRES: cppcheck
 * RUN: cppcheck -q --error-exitcode=1 -UWRONG -I%include %s
 * RUN: not cppcheck -q --error-exitcode=1 -I%include -DWRONG %s 2>&1 | FileCheck %s
 * CHECK: Null pointer
 */

#include <defer.h>

int work(int);

int function(int n) {
  __defer_result int r = 0;
  __defer work(1);
  _Defer work(2);
  __defer_capture(n) work(n);
  __defer_named(h) work(3);
  if (work(4))
    defer_run(h);
  else
    defer_cancel(h);
#ifdef WRONG
  int *p = 0;
  return *p;
#else
  return r;
#endif
}
