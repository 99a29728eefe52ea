// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An `asm goto` in a statement that may run itself was refused with LLVM 14. It
// and its labels move to the function that the statement becomes.
//
// REWRITE-NOT: tcc (no asm goto)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

#if defined(__x86_64__)
#define JUMP(label) asm goto("jmp %l0" : : : : label)
#else
#define JUMP(label) asm goto("b %l0" : : : : label)
#endif

static void run(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      int tries = 0;
    again:
      printf(" <%d.%d", k, tries);
      if (tries++ < k)
        JUMP(again);
      defer_run(h);
      JUMP(out);
      printf(" not");
    out:
      printf(" %d>", k);
    }
  }
  int rounds = 0;
outside:
  if (rounds++ < 2)
    JUMP(outside);
  printf("%d:", rounds);
}

int main(void) {
  run(3);
  puts("");
}

// CHECK: {{^}}3: <2.0 <2.1 <2.2 <1.0 <1.1 <0.0 0> 1> 2>
