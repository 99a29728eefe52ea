/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * memory.c - the heap behind a frame, and the program's say when it is
 * exhausted: a deferral that was promised cannot be dropped silently.
 */
#include "memory.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static _Atomic(defer_oom_handler) oom_handler;

defer_oom_handler defer_set_oom_handler(defer_oom_handler handler) {
  return atomic_exchange(&oom_handler, handler);
}

void *defer_allocate(size_t size) {
  void *memory;

  while (!(memory = malloc(size))) {
    defer_oom_handler handler = atomic_load(&oom_handler);
    if (handler && handler(size))
      continue;
    fprintf(stderr, "defer: out of memory: no %zu bytes for what is pending\n",
            size);
    abort();
  }
  return memory;
}

void defer_release(void *memory) { free(memory); }
