/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: gcc parses each word after <defer.h>; compiling one is one error,
 * which names the word and the plugin.
 *
 * REQUIRES: gcc
 * RUN: gcc -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only -DW=__defer %s
 * RUN: not gcc -I%include -c -DW=__defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer
 * RUN: not gcc -I%include -O2 -c -DW=__defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer
 * RUN: gcc -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only -DW=_Defer %s
 * RUN: not gcc -I%include -c -DW=_Defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=_Defer
 * RUN: not gcc -I%include -O2 -c -DW=_Defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=_Defer
 * RUN: gcc -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only "-DW=__defer_capture(n)" %s
 * RUN: not gcc -I%include -c "-DW=__defer_capture(n)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_capture
 * RUN: not gcc -I%include -O2 -c "-DW=__defer_capture(n)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_capture
 * RUN: gcc -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only "-DW=__defer_named(h)" %s
 * RUN: not gcc -I%include -c "-DW=__defer_named(h)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_named
 * RUN: not gcc -I%include -O2 -c "-DW=__defer_named(h)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_named
 * RUN: gcc -I%include -Wall -Wextra -Wno-unused-variable -Werror -fsyntax-only "-DW=__defer_result int r = 0;" %s
 * RUN: not gcc -I%include -c "-DW=__defer_result int r = 0;" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_result
 * RUN: not gcc -I%include -O2 -c "-DW=__defer_result int r = 0;" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_result
 *
 * CHECK-NOT: error:
 * CHECK: error: {{.*}}the defer plugin is missing or did not run: '[[WORD]]' needs clang -fplugin=defer.so
 * CHECK-NOT: error:
 */

#include <defer.h>

void use(int);
int function(int n);

int function(int n) {
  W use(n);
  use(1);
  return n;
}
