// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Out of memory: the handler is told a size that holds what was asked for, and
// the allocation is tried again as long as it returns non-zero.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

static int calls;
static size_t told;

static int handler(size_t size) {
  told = size;
  if (++calls == 3)
    failing_from = SIZE_MAX;
  return 1;
}

static int other(size_t size) { return size != 0; }

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  CHECK(defer_set_oom_handler(handler) == 0);
  CHECK(defer_set_oom_handler(other) == handler);
  CHECK(defer_set_oom_handler(0) == other);
  CHECK(defer_set_oom_handler(handler) == 0);

  failing_from = 0;
  char *p = __deferblock(f, 10000, 16);
  CHECK(calls == 3);
  CHECK(told >= 10000 && told == last_size);
  memset(p, 1, 10000);

  calls = 0;
  failing_from = 0;
  CHECK(id_of(__deferproc(f, 30000, 9)) == 9);
  CHECK(calls == 3 && told >= 30000);
  CHECK(id_of(__deferreturn(f, 0)) == 9);
  CHECK(!__deferreturn(f, 0));
  CHECK(mallocs == frees);
  return 0;
}
