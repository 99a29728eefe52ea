// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Instances of odd sizes, of huge ones and of none: a record after one is
// aligned, and no instance is null.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"

int main(void) {
  struct frame frame;
  struct __defer_frame *f = make(&frame);
  for (size_t size = 1; size < 40; size++) {
    char *p = __deferblock(f, size, 1);
    memset(p, 1, size);
    struct __defer_record *r = __deferproc(f, sizeof *r, (unsigned)size);
    CHECK((uintptr_t)r % _Alignof(struct __defer_record) == 0);
  }
  size_t huge = (size_t)100 << 20;
  char *p = __deferblock(f, huge, 64);
  CHECK((uintptr_t)p % 64 == 0);
  p[0] = p[huge - 1] = 1;
  struct __defer_record *r = __deferproc(f, sizeof *r, 40);
  CHECK((char *)r < p || (char *)r >= p + huge);
  while (__deferreturn(f, 0))
    ;
  CHECK(mallocs == frees);
  return 0;
}
