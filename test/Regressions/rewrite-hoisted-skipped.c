// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a variable that goes to the top of the function does not hide there what
// only other options name.
//
// RUN: %defer -DA %s %libdefer -o %t.plugin
// RUN: %t.plugin > %t.right
// RUN: %rewrite %s -- -w -I%include > %t.c
// RUN: %clang -w -DA -I%include %t.c %libdefer -o %t.plain
// RUN: %t.plain | diff %t.right -
// RUN: FileCheck %s < %t.right

#include <stdio.h>

static int v = 42;

static void block(int n) {
  if (n) {
    int v = n;
    __defer printf("deferred %d\n", v);
    v++;
  }
#ifdef A
  v += 10;
  printf("of the file %d\n", v);
#endif
}

int main(void) {
  block(0);
  block(3);
}

// CHECK: of the file 52
// CHECK-NEXT: of the file 62
// CHECK-NEXT: deferred 4
