/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * __defer_capture in every mode of the language gives no warning of its own,
 * and one of what it copies before it is set.
 *
 * RUN: %defer -std=c89 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=c99 -Weverything -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu2x -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s
 * RUN: not %defer -DUNSET -Wall -Werror -c -o %t.o %s 2>&1 | FileCheck %s
 * CHECK: error: variable 'x' is uninitialized when used here
 * RUN: %defer -x c-header %s -o %t.pch
 * RUN: %defer -include-pch %t.pch -c -x c /dev/null -o %t.o
 * RUN: not %clang -I%include -include defer.h -c %s -o %t.o 2>&1 | FileCheck --check-prefix=MISSING %s
 * MISSING: the defer plugin is missing or did not run: '__defer_capture' needs clang -fplugin=defer.so
 */

void use(int);
int function(int n);

int function(int n) {
  int x;
#ifndef UNSET
  x = n;
#endif
  __defer_capture(x, n) use(x + n);
  x = 2;
  return x;
}
