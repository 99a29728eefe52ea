// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block that is kept, in the size of an array in a type.
//
// MODES-NOT: rewrite (a deferral in a type)
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

static void p(int x) { printf("%d ", x); }
static int n = 3;

static void pointer(void *buffer) {
  for (int i = 0; i < 3; i++) {
    int(*q)[({
      int k = i;
      __defer p(k);
      n;
    })] = buffer;
    p(sizeof *q);
  }
}
static void cast(void *buffer) {
  for (int i = 0; i < 2; i++)
    p(sizeof *(int(*)[({
      int k = i;
      __defer p(k);
      n + i;
    })])buffer);
}
static void type(void *buffer) {
  for (int i = 0; i < 2; i++) {
    __typeof__(({
      int k = i;
      __defer p(k);
      (int(*)[n])buffer;
    })) z = buffer;
    p(sizeof *z);
  }
}

int main(void) {
  int buffer[20];
  pointer(buffer), puts("");
  cast(buffer), puts("");
  type(buffer), puts("");
}

// CHECK: 12 12 12 2 1 0 {{$}}
// CHECK-NEXT: 12 16 1 0 {{$}}
// CHECK-NEXT: 12 12 1 0 {{$}}
