// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first DEFER_RT_FIRST_RECORDS records of a frame take no heap; the next
// one does, and all is given back.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  for (unsigned i = 0; i < DEFER_RT_FIRST_RECORDS; i++)
    CHECK(id_of(__deferproc(f, sizeof(struct __defer_record), i)) == i);
  CHECK(mallocs == 0);
  for (unsigned i = DEFER_RT_FIRST_RECORDS; i-- > 0;)
    CHECK(id_of(__deferreturn(f, 0)) == i);
  CHECK(!__deferreturn(f, 0));
  CHECK(!__deferreturn(f, 0));
  CHECK(mallocs == 0 && frees == 0);

  make(&frame);
  for (unsigned i = 0; i < DEFER_RT_FIRST_RECORDS; i++)
    __deferproc(f, sizeof(struct __defer_record), i);
  CHECK(mallocs == 0);
  __deferproc(f, sizeof(struct __defer_record), 8);
  CHECK(mallocs == 1);
  while (__deferreturn(f, 0))
    ;
  CHECK(frees == 1);
  return 0;
}
