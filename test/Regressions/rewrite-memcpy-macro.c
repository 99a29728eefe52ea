// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had an argument of `memcpy` with a comma in it, which
// is more than one where that is a macro.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <string.h>

#undef memcpy
#define memcpy(to, from, size) __builtin_memcpy(to, from, size)
#define PAIR n + 1, n + 2
#define LIST                                                                   \
  { n, n }

static int f(int n) {
  if (n) {
    int q[2] = {n, ','}, p[] = {PAIR}, l[2] = LIST;
    char text[] = "a, b";
    __defer printf("%d %d %d %d %s\n", q[0], q[1], p[1], l[1], text);
    q[0]++;
    text[0]--;
  }
  return n;
}

int main(void) {
  // CHECK: 2 44 3 1 `, b
  f(1);
  return 0;
}
