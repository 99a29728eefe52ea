// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include <stdio.h>

void run(int n) { printf("run %d\n", n); }

int function(int n) {
  __defer run(1); // line 7
  if (n)
    __defer run(2); // line 9
  _Defer run(3);    // line 10
  for (int i = 0; i < 2; i++) {
    __defer run(4); // line 12
    _Defer run(5);  // line 13
  }
  __defer {
    run(6); // line 16
    run(7); // line 17
  }
  if (n == 2)
    return 1;
  return 0;
}

int main(void) {
  setvbuf(stdout, NULL, _IONBF, 0);
  return function(1);
}
