/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
static void cleaned(char **p) { free(*p); }
static jmp_buf env;
int sum(int n, ...);
int sum(int n, ...) {
  __builtin_va_list ap;
  int s = 0;
  __builtin_va_start(ap, n);
  while (n--)
    s += __builtin_va_arg(ap, int);
  __builtin_va_end(ap);
  return s;
}
int main(void) {
  __attribute__((cleanup(cleaned))) char *p = malloc(10);
  static void *to[] = {&&a, &&b};
  volatile int n = 0;
  if (setjmp(env))
    return 1;
again:
  goto *to[n & 1];
a:
  if (!n++)
    goto again;
b:
  if (sum(3, 1, 2, 3) != 6)
    longjmp(env, 1);
  puts("ok");
  return 0;
}
