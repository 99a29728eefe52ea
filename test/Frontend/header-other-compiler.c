/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: a compiler that knows neither the plugin nor GNU's attributes parses
 * every word after <defer.h>, and makes no program of them.
 *
 * RUN: %clang -U__GNUC__ -U__clang__ -std=c89 -I%include -c %s -o %t.o
 * RUN: not %clang %t.o -o %t 2>&1 | FileCheck %s
 */

#include <defer.h>

static int n;

int main(void) {
  __defer_result int r = 0;
  __defer n++;
  _Defer n++;
  __defer_capture(r) n += r;
  if (n)
    __defer_named(h) n++;
  else
    defer_run(h);
  defer_cancel(h);
  return r;
}

/*
 * CHECK-DAG: undefined {{.*}}__defer_marker{{[^_a-z]}}
 * CHECK-DAG: undefined {{.*}}__defer_marker_block{{[^_a-z]}}
 * CHECK-DAG: undefined {{.*}}__defer_marker_capture{{[^_a-z]}}
 * CHECK-DAG: undefined {{.*}}__defer_marker_named{{[^_a-z]}}
 */
