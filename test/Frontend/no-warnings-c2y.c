// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The word gives no warning in C2y either.
//
// REQUIRES: llvm-ge-19
// RUN: %defer -fplugin-arg-defer-no-warn=last -std=c2y -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -std=gnu2y -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s

void f(int);

void g(int n) {
  if (n)
    __defer f(1);
  else
    __defer f(2);
  __defer { f(3); }
}
