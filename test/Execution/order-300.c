// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8, "code grows linearly in the source": 300 static deferrals with a
// return after each; section 2: each return runs what is pending, last first.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int expect, wrong, ran;

static void s(int k) {
  if (k != expect)
    wrong++;
  expect--;
  ran++;
}

#define ONE(n)                                                                 \
  __defer s(n);                                                                \
  if (stop == (n))                                                             \
    return (n);
#define TEN(n)                                                                 \
  ONE(n) ONE(n + 1) ONE(n + 2) ONE(n + 3) ONE(n + 4) ONE(n + 5) ONE(n + 6)     \
  ONE(n + 7) ONE(n + 8) ONE(n + 9)
#define HUNDRED(n)                                                             \
  TEN(n) TEN(n + 10) TEN(n + 20) TEN(n + 30) TEN(n + 40) TEN(n + 50)           \
  TEN(n + 60) TEN(n + 70) TEN(n + 80) TEN(n + 90)

static int f(int stop) {
  HUNDRED(0)
  HUNDRED(100)
  HUNDRED(200)
  return 299;
}

int main(void) {
  for (int stop = 0; stop <= 300; stop++) {
    int last = stop < 300 ? stop : 299;
    expect = last;
    int r = f(stop);
    if (r != last || expect != -1)
      wrong++;
  }
  printf("wrong %d, ran %d\n", wrong, ran);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: wrong 0, ran 45450
// CHECK-NOT: {{.+}}
