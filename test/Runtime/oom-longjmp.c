// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A handler may leave by longjmp; the frame is as it was, and can go on.
//
// RUN: %clang -std=c11 -Wall -Wextra -I%include -I%S/Inputs -Wl,--wrap=malloc,--wrap=free %s %libdefer -pthread -o %t
// RUN: %t

#include "heap.h"
#include <setjmp.h>

static jmp_buf env;
static int handler(size_t size) { longjmp(env, size != 0); }

int main(void) {
  static struct frame frame;
  static unsigned volatile made, left;
  struct __defer_frame *f = make(&frame);
  defer_set_oom_handler(handler);
  failing_from = 0;
  if (!setjmp(env)) {
    for (;;) {
      __deferproc(f, sizeof(struct __defer_record), made);
      made++;
    }
  }
  CHECK(made == DEFER_RT_FIRST_RECORDS);
  failing_from = SIZE_MAX;
  __deferproc(f, sizeof(struct __defer_record), made);
  for (left = made + 1; left-- > 0;)
    CHECK(id_of(__deferreturn(f, 0)) == left);
  CHECK(!__deferreturn(f, 0));
  CHECK(mallocs == 1 && frees == 1);
  return 0;
}
