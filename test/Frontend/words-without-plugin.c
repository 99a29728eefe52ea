/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: without the plugin each word parses after <defer.h>, and compiling
 * one is one error, which names the word and the plugin, by way of LLVM's
 * bitcode as well. (Compiling a named result: words-without-plugin-result.c.)
 *
 * RUN: %clang -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only -DW=__defer %s
 * RUN: not %clang -I%include -c -DW=__defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer
 * RUN: not %clang -I%include -O2 -c -DW=__defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer
 * RUN: %clang -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only -DW=_Defer %s
 * RUN: not %clang -I%include -c -DW=_Defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=_Defer
 * RUN: not %clang -I%include -O2 -c -DW=_Defer %s -o %t.o 2>&1 | FileCheck %s -DWORD=_Defer
 * RUN: %clang -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only "-DW=__defer_capture(n)" %s
 * RUN: not %clang -I%include -c "-DW=__defer_capture(n)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_capture
 * RUN: not %clang -I%include -O2 -c "-DW=__defer_capture(n)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_capture
 * RUN: %clang -I%include -std=c89 -Wall -Wextra -pedantic-errors -Werror -fsyntax-only "-DW=__defer_named(h)" %s
 * RUN: not %clang -I%include -c "-DW=__defer_named(h)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_named
 * RUN: not %clang -I%include -O2 -c "-DW=__defer_named(h)" %s -o %t.o 2>&1 | FileCheck %s -DWORD=__defer_named
 * RUN: %clang -I%include -Wall -Wextra -Wno-unused-variable -Werror -fsyntax-only "-DW=__defer_result int r = 0;" %s
 *
 * RUN: %clang -I%include -O1 -emit-llvm -c -DW=__defer %s -o %t.bc
 * RUN: not %clang -c %t.bc -o %t.o 2>&1 | FileCheck %s -DWORD=__defer
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
