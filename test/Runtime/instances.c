// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instances have the alignment asked for, up to 4096, are writable in full,
// and share no byte with each other or with records, whatever their sizes.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

enum { N = 3000 };
static struct {
  unsigned char *p;
  size_t size;
} all[N];

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  size_t most = 0;
  for (int i = 0; i < N; i++) {
    size_t align = (size_t)1 << (i * 7 % 13);
    size_t size = (size_t)(i * 37 % 300 + 1);
    all[i].p = __deferblock(f, size, align);
    all[i].size = size;
    CHECK(all[i].p);
    CHECK((uintptr_t)all[i].p % align == 0);
    memset(all[i].p, i & 255, size);
    if (align > most)
      most = align;
    if (i % 3 == 0) {
      struct __defer_record *r = __deferproc(f, sizeof *r, (unsigned)i);
      CHECK((uintptr_t)r % sizeof(void *) == 0);
      CHECK(r->id == (unsigned)i);
    }
  }
  CHECK(most == 4096);
  for (int i = 0; i < N; i++)
    for (size_t k = 0; k < all[i].size; k++)
      CHECK(all[i].p[k] == (i & 255));
  for (int i = N; i-- > 0;)
    if (i % 3 == 0)
      CHECK(id_of(__deferreturn(f, 0)) == (unsigned)i);
  CHECK(!__deferreturn(f, 0));
  CHECK(mallocs == frees);
  return 0;
}
