/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: gcc reads code that includes <defer.h>; compiling it is an error
 * that names the plugin, at each level.
 *
 * REQUIRES: gcc
 * RUN: gcc -I%include -fsyntax-only %s
 * RUN: gcc -I%include -std=c89 -pedantic-errors -fsyntax-only %s
 * RUN: gcc -I%include -E %s -o %t.i
 * RUN: gcc -fsyntax-only %t.i
 * RUN: not gcc -I%include -c %s -o %t.o 2>&1 | FileCheck %s
 * RUN: not gcc -I%include -O2 -c %s -o %t.o 2>&1 | FileCheck %s
 * RUN: not gcc -c %t.i -o %t.o 2>&1 | FileCheck %s
 */

#include <defer.h>
#include <defer.h>

void f(int);
void g(int n);

void g(int n) {
  __defer f(1);
  if (n)
    __defer f(2);
  else
    __defer { f(3); }
  while (n--)
    __defer __defer f(4);
}

/*
 * CHECK: error: {{.*}}the defer plugin is missing or did not run: '__defer' needs clang -fplugin=defer.so
 */
