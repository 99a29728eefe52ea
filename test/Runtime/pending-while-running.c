// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A record that is made pending while others are taken off is the next one.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  __deferproc(f, sizeof(struct __defer_record), 1);
  __deferproc(f, sizeof(struct __defer_record), 2);
  CHECK(id_of(__deferreturn(f, 0)) == 2);
  __deferproc(f, sizeof(struct __defer_record), 3);
  CHECK(id_of(__deferreturn(f, 0)) == 3);
  CHECK(id_of(__deferreturn(f, 0)) == 1);
  CHECK(!__deferreturn(f, 0));
  return 0;
}
