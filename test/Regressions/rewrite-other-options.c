// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: what was rewritten with an option that has jumps in it does
// the same as the plugin without that option.
//
// RUN: %defer %s %libdefer -o %t.plugin
// RUN: %t.plugin > %t.right
// RUN: %defer -DK %s %libdefer -o %t.plugin
// RUN: %t.plugin > %t.right.k
// RUN: %rewrite %s -- -w -DK -I%include > %t.c
// RUN: %clang -w -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right -
// RUN: %clang -w -DK -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right.k -
// RUN: %rewrite --check %t.c -- -w -DK -I%include

#include <setjmp.h>
#include <stdio.h>

static int t(int x) {
  printf("t%d\n", x);
  return x;
}

static jmp_buf out;

static int leaves(int n) {
  __defer t(1);
  if (n) {
    _Defer t(2);
    __defer t(3);
#ifdef K
    return 1;
#endif
  }
#ifdef K
  if (n == 7)
    longjmp(out, 1);
#else
  t(4);
#endif
  __defer t(5);
  return 2;
}

static int jumps(int n) {
  __defer t(10);
#ifdef K
  goto out;
#endif
  __defer t(11);
  while (n < 3) {
    __defer t(12);
    n++;
#ifdef K
    break;
#endif
  }
  switch (n) {
  case 3:;
    __defer t(13);
#ifdef K
    break;
  case 4:
    return 4;
#endif
  default:
    t(14);
  }
#ifdef K
out:
#endif
  return n;
}

static int runs(int n) {
  __defer_named(a) t(20);
  __defer_named(b) t(21);
#ifdef K
  defer_run(a);
  {
    t(22);
    defer_cancel(b);
  }
#endif
  __defer t(23);
#ifdef K
  for (;;)
    if (n++ > 2)
      return n;
#endif
  return n;
}

int main(void) {
  for (int n = 0; n < 5; n++) {
    if (setjmp(out) == 0)
      printf("= %d\n", leaves(n));
    printf("= %d\n", jumps(n));
    printf("= %d\n", runs(n));
  }
}
