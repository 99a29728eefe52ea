// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: what a pending S keeps, it keeps until S has run or was cancelled: a
// loop that does either in each round takes no heap, however long it is.
//
// RUN: %defer -O0 -Wl,--wrap=malloc %s %libdefer -o %t && %t
// RUN: %defer -O2 -Wl,--wrap=malloc %s %libdefer -o %t && %t
// RUN: %defer -O2 -DKEEP -Wl,--wrap=malloc %s %libdefer -o %t && not %t

#include <stddef.h>

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
static int calls;

void *__wrap_malloc(size_t size) {
  calls++;
  return __real_malloc(size);
}

static void loop(int n) {
  static volatile int sum;
  for (int i = 0; i < n; i++) {
    volatile char k[100];
    k[i % 100] = 1;
    __defer_named(h) sum += k[i % 100];
#ifndef KEEP
    if (i % 2)
      defer_run(h);
    else
      defer_cancel(h);
#endif
  }
}

int main(void) {
  loop(100000);
  return calls != 0;
}
