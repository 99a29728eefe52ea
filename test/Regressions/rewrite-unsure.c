// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: what was rewritten with one value of a macro does the same as the plugin
// with another.
//
// RUN: %defer %s %libdefer -o %t.plugin
// RUN: %t.plugin > %t.right
// RUN: %defer -DN=3 -DFLAG=0 %s %libdefer -o %t.plugin
// RUN: %t.plugin > %t.right.n
// RUN: %rewrite %s -- -w -I%include > %t.c
// RUN: %clang -w -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right -
// RUN: %clang -w -DN=3 -DFLAG=0 -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right.n -
// RUN: %rewrite %s -- -w -DN=3 -DFLAG=0 -I%include > %t.c
// RUN: %clang -w -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right -
// RUN: %clang -w -DN=3 -DFLAG=0 -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right.n -

#include <stdio.h>
#include <stdlib.h>

#ifndef N
#define N 1
#endif
#ifndef FLAG
#define FLAG 1
#endif
static int t(const char *s) {
  printf("%s\n", s);
  return 0;
}
__attribute__((noreturn)) static void leave(void) { exit(t("left")); }

static int round(int x) {
  int i = 0;
  do {
    int v = i;
    __defer printf("v %d\n", v);
    i++;
  } while (i < N && N > 1);
  return x;
}
static int branch(int x) {
  if (FLAG) {
    __defer t("a");
  } else {
    __defer t("b");
  }
  t("body");
  return x;
}
static int way(int x) {
  __defer t("d");
  if (!FLAG)
    return 7;
  t("body");
  return x;
}
static int back(int x) {
  _Defer t("s");
again:;
  __defer printf("x %d\n", x);
  if (x-- > 0 && N - 1)
    goto again;
  return x;
}
static int by_name(int x) {
  __defer_named(h) t("h");
  switch (N) {
  case 1:
    defer_cancel(h);
    break;
  case 3:
    defer_run(h);
    break;
  default:
    t("none");
  }
  return x;
}
static int in_block(int x) {
  int k = 4;
  while (N > 1 && x >= 0) {
    int k = x;
    __defer printf("k %d\n", k);
    if (k-- < 0 || FLAG)
      break;
    x--;
  }
  return k;
}
static int expression(int x) {
  __defer t("expression");
  FLAG || ({ if (x) return 8; 0; });
  x += FLAG ? 1 : ({ if (!x) return 9; 2; });
  return x;
}
static int last(int x) {
  __defer t("last");
  FLAG ? leave() : (void)t("stays");
  return x;
}

#define P(f) printf("= %d\n", f(i));
int main(void) {
  for (int i = 0; i < 3; i++) {
    P(round) P(branch) P(way) P(back) P(by_name) P(in_block) P(expression)
  }
  printf("= %d\n", last(3));
}
