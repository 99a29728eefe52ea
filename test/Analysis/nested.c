// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a deferred statement may defer, to any depth, with or without
// braces.
//
// RUN: %defer -fplugin-arg-defer-no-warn=last -fsyntax-only -Wall -Wextra -Werror %s
// RUN: %defer -fplugin-arg-defer-no-warn=last -c -o %t.o -Wall -Wextra -Werror %s

void f(int);

void nested(int n) {
  __defer __defer f(1);
  __defer __defer __defer f(2);
  __defer {
    __defer f(3);
    if (n)
      __defer f(4);
    while (n--) {
      int k = n;
      __defer {
        __defer f(k);
        f(5);
      }
    }
  }
  __defer if (n) __defer f(6); else __defer f(7);
}
