// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame with no buffer of its own works, for records and for instances.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct __defer_frame f = {0, 0, 0, 0};
  CHECK(!__deferreturn(&f, 0));
  CHECK(id_of(__deferproc(&f, sizeof(struct __defer_record), 7)) == 7);
  CHECK(__deferblock(&f, 1, 1));
  CHECK(id_of(__deferreturn(&f, 0)) == 7);
  CHECK(!__deferreturn(&f, 0));
  CHECK(mallocs == 1 && frees == 1);

  struct __defer_frame g = {0, 0, 0, 0};
  CHECK(__deferblock(&g, 100, 8));
  CHECK(!__deferreturn(&g, 0));
  CHECK(mallocs == 2 && frees == 2);
  return 0;
}
