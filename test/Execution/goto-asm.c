// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `goto` out of a block, by an asm goto: the deferral stays pending;
// an asm goto that jumps over a deferral, and one that jumps back.
//
// REWRITE-NOT: tcc (no asm goto)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

#if defined(__x86_64__) || defined(__i386__)
#define JUMP(label) asm goto("jmp %l[" #label "]" : : : : label)
#elif defined(__aarch64__)
#define JUMP(label) asm goto("b %l[" #label "]" : : : : label)
#else
#define JUMP(label) goto label
#endif

static int no_jump(void) {
  __defer printf("a\n");
  asm goto("" : : : : out);
  __defer printf("b\n");
out:
  return 1;
}

static int over(int x) {
  __defer printf("over %d\n", x);
  if (x)
    JUMP(out);
  __defer printf("not over\n");
out:
  return 2;
}

static int from_loop(int n) {
  for (int i = 0;; i++) {
    int k = i;
    __defer printf("k %d\n", k);
    if (i == n)
      JUMP(out);
  }
out:
  __defer printf("out\n");
  return 3;
}

static int back(int n) {
  int rounds = 0;
again:
  rounds++;
  __defer printf("back, rounds %d\n", rounds);
  if (rounds < n)
    JUMP(again);
  return 4;
}

int main(void) {
  printf("= %d\n", no_jump());
  printf("= %d\n", over(0));
  printf("= %d\n", over(1));
  printf("= %d\n", from_loop(2));
  printf("= %d\n", back(3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: b
// CHECK-NEXT: a
// CHECK-NEXT: = 1
// CHECK-NEXT: not over
// CHECK-NEXT: over 0
// CHECK-NEXT: = 2
// CHECK-NEXT: over 1
// CHECK-NEXT: = 2
// CHECK-NEXT: out
// CHECK-NEXT: k 2
// CHECK-NEXT: k 1
// CHECK-NEXT: k 0
// CHECK-NEXT: = 3
// CHECK-NEXT: back, rounds 3
// CHECK-NEXT: back, rounds 3
// CHECK-NEXT: back, rounds 3
// CHECK-NEXT: = 4
// CHECK-NOT: {{.+}}
