/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Section 1: every word works in C89 to C2x, with GNU extensions and without,
 * with nothing included; none gives a warning of its own. (C2y: see
 * words-every-mode-c2y.c.)
 *
 * RUN: %defer -std=c89 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu89 -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -std=c99 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu99 -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -std=c11 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu11 -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -std=c17 -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu17 -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -std=c2x -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu2x -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -std=gnu17 -Wall -Wextra -Werror -DHEADER -c -o %t.o %s
 */

#ifdef HEADER
#include <defer.h>
#endif

void use(int);
int work(int n);
int function(int n);

int function(int n) {
  __defer_result int r = 0;
  __defer use(n);
  __defer_capture(n) use(n);
  __defer_named(h) use(n);
  {
    _Defer use(n);
    if (work(n))
      return 1;
  }
  if (work(2))
    defer_run(h);
  else
    defer_cancel(h);
  r = work(3);
}
