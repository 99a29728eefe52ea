// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// __deferreturn takes records off down to a mark and stops there; memory is
// given back only at a null mark, and records taken off stay readable till
// then.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  CHECK(!__deferreturn(f, 0));

  for (unsigned i = 0; i < 1000; i++)
    __deferproc(f, sizeof(struct __defer_record), i);
  struct __defer_record *mark = f->top;
  CHECK(!__deferreturn(f, mark));
  for (unsigned i = 1000; i < 2000; i++)
    __deferproc(f, sizeof(struct __defer_record), i);
  struct __defer_record *newest = f->top;
  for (unsigned i = 2000; i-- > 1000;)
    CHECK(id_of(__deferreturn(f, mark)) == i);
  CHECK(!__deferreturn(f, mark));
  CHECK(!__deferreturn(f, mark));
  CHECK(f->top == mark);
  CHECK(frees == 0);
  CHECK(newest->id == 1999 && newest->below->id == 1998);

  /* What becomes pending again goes on top of the mark. */
  CHECK(id_of(__deferproc(f, sizeof(struct __defer_record), 5)) == 5);
  CHECK(id_of(__deferreturn(f, mark)) == 5);
  CHECK(!__deferreturn(f, mark));

  for (unsigned i = 1000; i-- > 0;)
    CHECK(id_of(__deferreturn(f, 0)) == i);
  CHECK(frees == 0);
  CHECK(!__deferreturn(f, 0));
  CHECK(frees == mallocs);
  return 0;
}
