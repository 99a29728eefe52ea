// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 1 and 2: functions with deferrals that are called through pointers
// and as callbacks, and deferred calls through pointers.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int compares, active, deepest;

static int compare(const void *a, const void *b) {
  int x = *(const int *)a, y = *(const int *)b;
  if (++active > deepest)
    deepest = active;
  __defer active--;
  __defer compares++;
  if (x == y)
    return 0;
  return x < y ? -1 : 1;
}

static void one(int n) { printf("one %d\n", n); }

static void two(int n) {
  __defer printf("two, deferred %d\n", n);
  printf("two %d\n", n);
}

static void run(void (*const *fn)(int), int n) {
  void (*last)(int) = one;
  __defer last(-1);
  for (int i = 0; i < n; i++) {
    void (*f)(int) = fn[i];
    int arg = i;
    __defer f(arg);
  }
  last = two;
}

int main(void) {
  int a[] = {4, 1, 3, 2, 5};
  void (*const fn[])(int) = {one, two, one};
  void (*volatile indirect)(void (*const *)(int), int) = run;
  qsort(a, 5, sizeof a[0], compare);
  for (int i = 0; i < 5; i++)
    printf("%d%c", a[i], i == 4 ? '\n' : ' ');
  printf("compared %d, active %d, deepest %d\n", compares >= 4, active, deepest);
  indirect(fn, 3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 1 2 3 4 5
// CHECK-NEXT: compared 1, active 0, deepest 1
// CHECK-NEXT: one 2
// CHECK-NEXT: two 1
// CHECK-NEXT: two, deferred 1
// CHECK-NEXT: one 0
// CHECK-NEXT: two -1
// CHECK-NEXT: two, deferred -1
// CHECK-NOT: {{.+}}
