/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The word itself gives no warning: no dangling else, no empty body, no
 * misleading indentation, in any language mode.
 *
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c89 -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=gnu89 -Wall -Wextra -Wpedantic -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c99 -pedantic-errors -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c11 -pedantic-errors -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c17 -pedantic-errors -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c2x -pedantic-errors -Wall -Wextra -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c99 -Weverything -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=gnu2x -Weverything -Wno-pre-c2x-compat -Wno-c99-compat -Werror -c -o %t.o %s
 * RUN: %defer -fplugin-arg-defer-no-warn=last -fplugin-arg-defer-no-warn=empty -std=c89 -Weverything -Werror -O2 -fsyntax-only %s
 */

void f(int);
void g(int, int);

void g(int n, int m) {
  __defer f(1);
  __defer { f(2); }
  __defer ;
  if (n)
    __defer f(3);
  if (n)
    __defer f(4);
  else
    __defer f(5);
  if (n)
    if (m)
      __defer f(6);
    else
      f(7);
  else
    __defer if (m) f(8); else f(9);
  while (n--)
    __defer f(10);
  do
    __defer f(11);
  while (n++ < 3);
  for (; n < 5; n++)
    __defer switch (n) { case 1: f(12); break; default: f(13); }
  __defer __defer f(14);
  switch (n) {
  case 1:
    __defer f(15);
    break;
  default:
    __defer f(16);
  }
}
