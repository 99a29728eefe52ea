// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame that has been emptied can be filled again, any number of times, and
// the balance of the heap holds.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  for (int round = 0; round < 100; round++) {
    for (unsigned i = 0; i < 500; i++) {
      char *p = __deferblock(f, 3, 1);
      memset(p, (int)i, 3);
      __deferproc(f, sizeof(struct __defer_record), i);
    }
    for (unsigned i = 500; i-- > 0;)
      CHECK(id_of(__deferreturn(f, 0)) == i);
    CHECK(!__deferreturn(f, 0));
    CHECK(mallocs == frees);
  }
  return 0;
}
