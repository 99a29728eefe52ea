// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// In what defer-rewrite made, a name in a type that is made in an expression was
// that of another variable.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

char v[100];
enum { K = 7 };

static void moved(int n) {
  if (n) {
    char v = 3;
    __defer printf("%d %d\n", v, (int)sizeof(struct { char c[sizeof v]; }));
    printf("%d\n", (int)sizeof(struct { char c[sizeof v]; }));
  }
  printf("%d\n", (int)sizeof(struct { char c[sizeof v]; }));
}

static void hiding(int n) {
  if (n) {
    int K = 3;
    __defer printf("%d\n", K);
    K++;
  }
  printf("%d\n", (int)sizeof(struct { char c[K]; }));
}

static void hidden(int n) {
  __defer printf("%d\n", (int)sizeof(struct { char c[K]; }));
  int K = n;
  printf("%d\n", K);
}

int main(void) {
  moved(1);
  hiding(1);
  hidden(2);
}

// CHECK: 1
// CHECK-NEXT: 100
// CHECK-NEXT: 3 1
// CHECK-NEXT: 7
// CHECK-NEXT: 4
// CHECK-NEXT: 2
// CHECK-NEXT: 7
