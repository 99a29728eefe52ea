// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is returned is settled first, whatever takes the variable's address.
//
// REWRITE-NOT: gcc tcc (no __builtin_addressof)
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

struct s {
  int a[20];
};

static struct s builtin(void) {
  struct s s = {{1}};
  struct s *q = __builtin_addressof(s);
  __defer q->a[0] = 99;
  return s;
}

static struct s assembler(void) {
  struct s s = {{2}};
  int *q;
  __asm__("" : "=r"(q) : "0"(__builtin_addressof(s.a[0])), "m"(s));
  __defer {
    *q = 99;
    __asm__ volatile("" ::: "memory");
  }
  return s;
}

static struct s element(int i) {
  struct s s = {{3}};
  int *q = s.a + i;
  __defer *q = 99;
  return s;
}

int main(void) {
  printf("%d %d %d\n", builtin().a[0], assembler().a[0], element(0).a[0]);
}

// CHECK: 1 2 3
