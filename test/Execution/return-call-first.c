// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: in `return g();` the call is made before the deferrals run, so it
// sees what they have not yet done.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int open_count;

static int user(int depth) {
  printf("user: open %d, depth %d\n", open_count, depth);
  return open_count * 10 + depth;
}

static int f(int depth) {
  open_count++;
  __defer open_count--;
  if (depth == 0)
    return user(depth);
  return f(depth - 1);
}

int main(void) {
  int r = f(3);
  printf("%d %d\n", r, open_count);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: user: open 4, depth 0
// CHECK-NEXT: 40 0
// CHECK-NOT: {{.+}}
