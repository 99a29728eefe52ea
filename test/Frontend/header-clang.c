/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: without the plugin, code that includes <defer.h> parses, with all
 * warnings on; compiling it is an error that names the plugin.
 *
 * RUN: %clang -I%include -Wall -Wextra -Wpedantic -Werror -fsyntax-only %s
 * RUN: %clang -I%include -std=c89 -pedantic -Werror -fsyntax-only %s
 * RUN: %clang -I%include -E %s -o %t.i
 * RUN: not %clang -I%include -c %s -o %t.o 2>&1 | FileCheck %s
 * RUN: not %clang -I%include -O2 -S %s -o %t.s 2>&1 | FileCheck %s
 * RUN: %clang -I%include --analyze -o %t.plist %s
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
 * CHECK: header-clang.c:{{[0-9]+}}:{{[0-9]+}}: error: {{.*}}the defer plugin is missing or did not run: '__defer' needs clang -fplugin=defer.so
 */
