/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * __defer_named, defer_run and defer_cancel in every mode of the language, in
 * preprocessed input, in precompiled headers, and what a compiler without the
 * plugin says.
 *
 * RUN: %defer -std=c89 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=c99 -Weverything -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu2x -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s
 * RUN: %defer -E %s -o %t.i && %defer -Wall -Wextra -Werror -x c -c -o %t.o %t.i
 * RUN: %clang -I%include -include defer.h -E %s -o %t.i && %defer -Wall -Wextra -Werror -x c -c -o %t.o %t.i
 * RUN: %defer -x c-header %s -o %t.pch
 * RUN: %defer -include-pch %t.pch -c -x c /dev/null -o %t.o
 * RUN: %clang -I%include -include defer.h -Wall -Wextra -std=c89 -pedantic-errors -Werror -fsyntax-only %s
 * RUN: not %clang -I%include -include defer.h -c %s -o %t.o 2>&1 | FileCheck --check-prefix=MISSING %s
 * MISSING-DAG: the defer plugin is missing or did not run: '__defer_named' needs clang -fplugin=defer.so
 * MISSING-DAG: the defer plugin is missing or did not run: 'defer_run' needs clang -fplugin=defer.so
 * MISSING-DAG: the defer plugin is missing or did not run: 'defer_cancel' needs clang -fplugin=defer.so
 * RUN: not %defer -x c++ -fsyntax-only %s 2>&1 | FileCheck --check-prefix=CXX %s
 * CXX: error: '__defer_named' is available in C only
 */

void use(int);
int function(int n);

#define LAST last

int function(int n) {
  int more = n;
  __defer_named(LAST) use(n);
  while (more-- > 0) {
    __defer_named(each) {
      use(more);
    }
    if (more == 3)
      defer_cancel(each);
  }
  n ? defer_run(each) : defer_cancel(each);
  if (n == 1)
    defer_run(last);
  return n;
}
