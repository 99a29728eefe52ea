// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stdio.h>

void run(int n) { printf("run %d\n", n); }

void function(void) {
  for (int i = 0; i < 3; i++)
    __defer_capture(i) run(i); // line 8
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  function();
}
