// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An instance of no bytes (an empty structure, in GNU C) is not null either,
// also in a frame that has no memory yet.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  CHECK(__deferblock(f, 0, 1));
  __deferproc(f, 1024, 1);
  while (__deferreturn(f, 0))
    ;
  CHECK(__deferblock(f, 0, 1));
  CHECK(__deferblock(f, 0, 4096));
  while (__deferreturn(f, 0))
    ;
  struct __defer_frame g = {0, 0, 0, 0};
  CHECK(__deferblock(&g, 0, 1));
  return 0;
}
