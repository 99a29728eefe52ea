// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had the statements of a block behind the
// `fallthrough` that was the last in it, which then was not before a `case`.
//
// RUN: %exec %s | FileCheck %s --match-full-lines
// RUN: %exec -std=gnu2x %s | FileCheck %s --match-full-lines

#include <stdio.h>
#define FALL __attribute__((__fallthrough__))
#define FALLS FALL;
struct held { int n; };
static void release(struct held *h) { printf("release %d\n", h->n); }

static int nested(int n) {
  switch (n) {
  case 0: {
    _Defer puts("outer");
    // goes on
    if (n == 0) {
      _Defer puts("inner");
      puts("zero");
      FALL; /* to one */
    } else
      FALL;
  }
  case 1: {
    struct held h __attribute__((cleanup(release))) = {n};
    int array[n + 1];
    _Defer printf("%d\n", array[0]);
    array[0] = 7;
    if (n == 1)
      break;
    FALLS
  }
  case 2: {
    _Defer puts("two");
    if (n > 5) {
      for (;;) {
        _Defer puts("loop");
        if (n > 6)
          return 6;
        goto end;
      }
    }
  end:;
    __attribute__((fallthrough));
  }
  default:
    puts("default");
  }
  return n;
}

#if __STDC_VERSION__ > 201710L
#define STANDARD [[fallthrough]]
#else
#define STANDARD __attribute__((fallthrough))
#endif

static void standard(int n) {
  switch (n) {
  case 0: {
    _Defer puts("left");
    if (n)
      break;
    STANDARD;
  }
  default:
    puts("last");
  }
}

int main(void) {
  // CHECK: zero
  // CHECK-NEXT: inner
  // CHECK-NEXT: outer
  // CHECK-NEXT: 7
  // CHECK-NEXT: release 0
  // CHECK-NEXT: two
  // CHECK-NEXT: default
  nested(0);
  // CHECK-NEXT: 7
  // CHECK-NEXT: release 1
  nested(1);
  // CHECK-NEXT: two
  // CHECK-NEXT: default
  nested(2);
  // CHECK-NEXT: default
  nested(6);
  // CHECK-NEXT: left
  // CHECK-NEXT: last
  standard(0);
  return 0;
}
