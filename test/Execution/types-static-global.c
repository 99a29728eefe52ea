// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S may name objects that are not automatic: local statics, globals,
// thread-local and block-scope extern ones; in a loop there is one instance.
//
// REWRITE-NOT: tcc (no _Thread_local)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int file_static = 1;
int global_later;
static _Thread_local int thread = 5;

static int *f(int n) {
  static int calls;
  __defer printf("calls %d file %d\n", calls, file_static);
  calls++;
  for (int i = 0; i < n; i++) {
    static int inner = 100;
    static _Thread_local int each;
    extern int global_later;
    __defer {
      printf("inner %d each %d global %d thread %d\n", inner++, each++,
             global_later++, thread++);
    }
    inner += 10;
  }
  file_static *= 2;
  return &calls;
}

int main(void) {
  f(2);
  int *p = f(1);
  *p = 50;
  f(0);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: inner 120 each 0 global 0 thread 5
// CHECK-NEXT: inner 121 each 1 global 1 thread 6
// CHECK-NEXT: calls 1 file 2
// CHECK-NEXT: inner 132 each 2 global 2 thread 7
// CHECK-NEXT: calls 2 file 4
// CHECK-NEXT: calls 51 file 8
// CHECK-NOT: {{.+}}
