// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the runtime, which MemorySanitizer does not see, has written is
// initialised; a variable that is not is still found.
//
// REQUIRES: asan
// RUN: %defer -g -O1 -fsanitize=memory %s %libdefer -o %t && %t
// RUN: %defer -g -O1 -DFAULT -fsanitize=memory %s %libdefer -o %t && not %t 2>&1 | FileCheck %s

#include <stdio.h>

static void p(int x) {
  if (x > 1000)
    puts("large");
}

int main(void) {
  for (int i = 0; i < 30; i++) {
    int k = i, u[2];
    if (i != 20)
      u[1] = 0;
#ifdef FAULT
    // CHECK: use-of-uninitialized-value
    __defer p(u[1]);
#endif
    __defer p(k);
    if (i & 1)
      __defer p(k + 100);
  }
}
