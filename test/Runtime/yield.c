// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The longest stretch of records that run with nothing in between: all of them
// without a hook, about so many with one. Nothing is lost, and nothing moves.
//
// REWRITE-NOT: gcc-embed clang (no hook)
// RUN: %exec %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

enum { MANY = 100000 };

static int calls, stretch, longest, expected;

static void hook(void) {
  calls++;
  stretch = 0;
}

static void ran(int i) {
  if (i != expected--)
    printf("out of order at %d\n", i);
  if (++stretch > longest)
    longest = stretch;
}

static void defers(int n, int drops) {
  for (int i = 0; i < n; i++) {
    __defer_capture(i) ran(i);
    if (drops) {
      __defer_named(h) puts("dropped");
      defer_cancel(h);
    }
  }
  expected = n - 1;
  calls = stretch = longest = 0;
}

/* With instances. */
static void keeps(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer ran(k);
  }
  expected = n - 1;
  calls = stretch = longest = 0;
}

static void show(const char *what, int every) {
  printf("%s: %s, left %d, calls %s\n", what,
         longest <= every ? "short" : "long", expected + 1,
         calls >= MANY / every / 2 && calls <= 4 * MANY / every ? "right" : "wrong");

}

int main(void) {
  defers(MANY, 0);
  // CHECK: off: 100000 at once, 0 calls
  printf("off: %d at once, %d calls\n", longest, calls);
  printf("%d\n", defer_set_yield_hook(hook, 1000) != NULL);
  defers(MANY, 0);
  // CHECK: records: short, left 0, calls right
  show("records", 1500);
  defers(MANY, 1);
  // CHECK: dropped: short, left 0, calls right
  show("dropped", 1500);
  keeps(MANY);
  // CHECK: instances: short, left 0, calls right
  show("instances", 1500);
  // What has been made before goes on as it was.
  printf("%d\n", defer_set_yield_hook(NULL, 0) == hook);
  defers(MANY, 0);
  // CHECK: off again: 100000 at once, 0 calls
  printf("off again: %d at once, %d calls\n", longest, calls);
  return 0;
}
