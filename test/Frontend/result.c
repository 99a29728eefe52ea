/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A named result in every mode of the language: running off the end gives no
 * warning, using it before it is set does; without the plugin it is an error.
 *
 * RUN: %defer -std=c89 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=c99 -Weverything -Wno-declaration-after-statement -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu2x -Wall -Wextra -Wpedantic -Werror -g -O2 -c -o %t.o %s
 * RUN: not %defer -DUNSET -Wall -Werror -c -o %t.o %s 2>&1 | FileCheck %s
 * CHECK: error: variable 'rc' is uninitialized when used here
 * RUN: %defer -x c-header %s -o %t.pch
 * RUN: %defer -DMAIN -include-pch %t.pch -x c %s -o %t && %t
 * RUN: not %clang -I%include -include defer.h -Wno-return-type -c %s -o %t.o 2>&1 | FileCheck --check-prefix=MISSING %s
 * MISSING: the defer plugin is missing or did not run
 */

#ifndef MAIN
static int function(int n) {
#ifdef UNSET
  __defer_result int rc;
#else
  __defer_result int rc = 1;
#endif
  __defer rc++;
  if (n > 5)
    return n;
}

int other(int n);
int other(int n) {
  __defer_result int rc = n;
  if (n)
    rc = function(n);
}
#else
int main(void) { return other(6) != 7 || other(3) != 2 || other(0) != 0; }
#endif
