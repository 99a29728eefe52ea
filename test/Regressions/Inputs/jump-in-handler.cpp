// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include <defer_rt.h>
#include <stdio.h>

static void back(struct defer_jump *jump) { defer_longjmp(jump, 3); }

extern "C" void handles(void (*f)()) {
  defer_jmp_buf jump;
  try {
    f();
  } catch (...) {
    int value = defer_setjmp(jump);
    printf("handler %d\n", value);
    if (value == 0)
      back(jump);
    throw;
  }
}
