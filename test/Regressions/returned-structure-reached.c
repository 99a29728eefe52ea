// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is returned is settled first, however S reaches the variable: its cleanup,
// or a pointer to half of a complex member.
//
// REWRITE-NOT: tcc (no operand)
// RUN: %exec %s | FileCheck %s --match-full-lines --strict-whitespace

#include <stdio.h>
#include <stdlib.h>

static void p(int x) { printf("%d ", x); }
__attribute__((unused)) static void clean(int *x) { printf("c%d ", *x); }
struct s {
  int a[20];
};
static void cl(struct s *s) { s->a[1] = 77; }
__attribute__((noinline)) static struct s h(void) {
  __attribute__((cleanup(cl))) struct s s = {0};
  __defer p(1);
  return s;
}

struct c {
  long pad[4];
  double _Complex c;
};
__attribute__((noinline)) static struct c g(void) {
  struct c s = {0};
  double *r = &__real__ s.c;
  __defer *r = 9;
  return s;
}

int main(void) {
  struct s x = h();
  p(x.a[1]);
  struct c y = g();
  p((int)__real__ y.c);
  puts("");
  return 0;
}

//CHECK:1 0 0 
