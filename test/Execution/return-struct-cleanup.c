// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 2 and 3: a structure returned by value where the outermost block
// has deferrals and an __attribute__((cleanup)) variable.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct big {
  long v[20];
};

static void done(int *p) { printf("cleanup %d\n", *p); }

static struct big f(int n) {
  struct big b = {{n}};
  __defer printf("S, b %ld\n", b.v[0]);
  __attribute__((cleanup(done))) int c = n;
  __defer b.v[19] = 1000;
  b.v[19] = n + 1;
  if (n > 5)
    return (struct big){{-1}};
  return b;
}

static int scalar(void) {
  int x = 1;
  __attribute__((cleanup(done))) int c = 2;
  __defer x = c = 3;
  return x + c;
}

int main(void) {
  struct big b = f(1);
  printf("%ld %ld\n", b.v[0], b.v[19]);
  b = f(6);
  printf("%ld %ld\n", b.v[0], b.v[19]);
  printf("%d\n", scalar());
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: cleanup 1
// CHECK-NEXT: S, b 1
// CHECK-NEXT: 1 2
// CHECK-NEXT: cleanup 6
// CHECK-NEXT: S, b 6
// CHECK-NEXT: -1 0
// CHECK-NEXT: cleanup 3
// CHECK-NEXT: 3
// CHECK-NOT: {{.+}}
