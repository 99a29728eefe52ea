// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A million records: few calls of malloc, each at least twice the one before;
// the order is the reverse one; all memory is given back.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

enum { MANY = 1000000 };
struct record {
  struct __defer_record header;
  void *captured;
};

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  size_t size_before = 0;
  for (unsigned i = 0; i < MANY; i++) {
    int before = mallocs;
    struct record *r = __deferproc(f, sizeof *r, i);
    r->captured = r;
    if (mallocs != before) {
      CHECK(mallocs == before + 1);
      CHECK(last_size + 2 * DEFER_RT_ALIGN >= 2 * size_before);
      size_before = last_size;
    }
  }
  CHECK(mallocs <= 20);
  CHECK(frees == 0);
  for (unsigned i = MANY; i-- > 0;) {
    struct record *r = __deferreturn(f, 0);
    CHECK(r->header.id == i && r->captured == r);
  }
  CHECK(frees == 0);
  CHECK(!__deferreturn(f, 0));
  CHECK(frees == mallocs);
  CHECK(!f->top && !f->chunks);
  return 0;
}
