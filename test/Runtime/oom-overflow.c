// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sizes that no address space holds are out of memory, and do not wrap round.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: not --crash %t 0 2>&1 | FileCheck %s
// RUN: not --crash %t 1 2>&1 | FileCheck %s
// RUN: not --crash %t 2 2>&1 | FileCheck %s
// RUN: not --crash %t 3 2>&1 | FileCheck %s

#include "heap.h"

int main(int argc, char **argv) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  (void)argc;
  switch (atoi(argv[1])) {
  case 0:
    __deferblock(f, SIZE_MAX, 1);
    break;
  case 1:
    __deferblock(f, SIZE_MAX - 4095, 4096);
    break;
  case 2:
    __deferblock(f, SIZE_MAX / 2 + 1, 16);
    break;
  case 3:
    __deferproc(f, SIZE_MAX & -sizeof(void *), 1);
  }
  fprintf(stderr, "not reached\n");
  return 0;
}

// CHECK-NOT: not reached
// CHECK: defer: out of memory
