// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Out of memory with no handler, or one that returns 0: a message with the size
// on standard error, and abort.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: not --crash %t 2>&1 | FileCheck %s
// RUN: not --crash %t handler 2>&1 | FileCheck --check-prefixes=HANDLER,CHECK %s

#include "heap.h"

static int handler(size_t size) {
  fprintf(stderr, "handler %zu\n", size);
  return 0;
}

int main(int argc, char **argv) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  (void)argv;
  if (argc > 1)
    defer_set_oom_handler(handler);
  failing_from = 0;
  for (unsigned i = 0; i < 100; i++)
    __deferproc(f, sizeof(struct __defer_record), i);
  fprintf(stderr, "not reached\n");
  return 0;
}

// HANDLER: handler [[#SIZE:]]
// CHECK-NOT: not reached
// CHECK: defer: out of memory: no {{[1-9][0-9]*}} bytes for what is pending
// CHECK-NOT: not reached
