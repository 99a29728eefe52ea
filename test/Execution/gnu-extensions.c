// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: GNU extensions: labels of a block in S and around it, ranges of
// cases, a conditional without its middle, statement expressions that are left by
// `goto`.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

#define TWICE(s)                                                               \
  do {                                                                         \
    __label__ again;                                                           \
    int count = 0;                                                             \
  again:                                                                       \
    printf(s "%d ", count);                                                    \
    if (++count < 2)                                                           \
      goto again;                                                              \
  } while (0)

static void f(int n) {
  __label__ out;
  for (int i = 0; i < n; i++) {
    __label__ next;
    int k = i;
    __defer {
      __label__ past;
      if (k == 1)
        goto past;
      printf("k%d ", k);
    past:
      TWICE("s");
    }
    _Defer {
      __label__ past;
      if (k == 1)
        goto past;
      printf("b%d ", k);
    past:;
    }
    if (i == 1)
      goto next;
    if (i == 3)
      goto out;
    printf("i%d ", i);
  next:;
  }
out:;
  int r = ({
    __label__ past;
    int t = n;
    __defer printf("t%d ", t);
    if (t > 2)
      goto past;
    t += 10;
  past:;
    t ?: 1;
  });
  switch (r) {
  case 1 ... 5:
    __defer printf("range ");
    break;
  default:
    __defer printf("default ");
  }
}

int main(void) {
  f(5), puts("");
  f(2), puts("");
  return 0;
}

// CHECK: {{^}}i0 b0 i2 b2 b3 range t5 k3 s0 s1 k2 s0 s1 s0 s1 k0 s0 s1 {{$}}
// CHECK-NEXT: {{^}}i0 b0 default t12 s0 s1 k0 s0 s1 {{$}}
