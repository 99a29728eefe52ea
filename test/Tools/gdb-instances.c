// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A debugger that stops in a deferred statement of a loop sees the instance
// that the statement keeps.
//
// REQUIRES: gdb, x86_64-host
// RUN: %defer -g -gdwarf-4 -O0 %s %libdefer -o %t
// RUN: gdb -q -batch -nx -ex "break release_it" -ex "run" \
// RUN:   -ex "up" -ex "print square" -ex "print *pointer" -ex "continue" \
// RUN:   -ex "up" -ex "print square" -ex "print *pointer" -ex "continue" \
// RUN:   -ex "up" -ex "print square" -ex "print *pointer" \
// RUN:   -ex "print total" %t | FileCheck %s

#include <stdio.h>

static void release_it(int *p) { printf("%d\n", *p); }

int main(void) {
  int total = 0;
  for (int i = 1; i < 4; i++) {
    int square = i * i;
    int *pointer = &square;
    __defer {
      total += square;
      release_it(pointer);
    }
  }
  return 0;
}

// CHECK: $1 = 9
// CHECK: $2 = 9
// CHECK: $3 = 4
// CHECK: $4 = 4
// CHECK: $5 = 1
// CHECK: $6 = 1
// CHECK: $7 = 14
