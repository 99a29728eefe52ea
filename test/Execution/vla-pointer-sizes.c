// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a pointer to a variable length array named by S in a loop, where
// each round has another length: its type is that of its own instance.
//
// MODES-NOT: rewrite (the type has a size of its block)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int f(int n) {
  int total = 0;
  for (int i = 1; i <= n; i++) {
    int len = i * 2;
    int(*p)[len] = calloc(2, sizeof *p);
    if (!p)
      return -1;
    p[1][len - 1] = i;
    __defer {
      printf("size %d, last %d\n", (int)(sizeof *p / sizeof(int)),
             (*(p + 1))[len - 1]);
      free(p);
    }
    total += len;
  }
  return total;
}

int main(void) {
  printf("= %d\n", f(3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: size 6, last 3
// CHECK-NEXT: size 4, last 2
// CHECK-NEXT: size 2, last 1
// CHECK-NEXT: = 12
// CHECK-NOT: {{.+}}
