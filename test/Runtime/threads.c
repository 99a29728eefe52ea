// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Frames of different threads share nothing.
//
// RUN: %clang -std=c11 -I%include %s %libdefer -pthread -o %t
// RUN: %t

#include <defer_rt.h>
#include <pthread.h>
#include <stdlib.h>

static void *work(void *arg) {
  struct __defer_frame f = {0, 0, 0, 0};
  for (int round = 0; round < 100; round++) {
    for (unsigned i = 0; i < 1000; i++) {
      *(void **)__deferblock(&f, sizeof(void *), 8) = arg;
      __deferproc(&f, sizeof(struct __defer_record), i);
    }
    for (unsigned i = 1000; i-- > 0;) {
      struct __defer_record *r = __deferreturn(&f, 0);
      if (!r || r->id != i)
        abort();
    }
    if (__deferreturn(&f, 0))
      abort();
  }
  return 0;
}

int main(void) {
  pthread_t threads[8];
  for (int i = 0; i < 8; i++)
    if (pthread_create(&threads[i], 0, work, &threads[i]))
      return 1;
  for (int i = 0; i < 8; i++)
    if (pthread_join(threads[i], 0))
      return 1;
  return 0;
}
