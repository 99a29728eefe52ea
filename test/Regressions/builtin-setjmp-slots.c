// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `__builtin_setjmp` is a `setjmp`: what does not change from the first return to the
// second keeps its value. LLVM's intrinsic does not say that it returns twice, and
// what is still needed then lost its place in the frame to others (without a deferral
// Clang does so, too).
//
// MODES-NOT: aarch64 rewrite (an extension, for x86)
//
// RUN: %exec %s | FileCheck %s
// RUN: %exec -fexceptions %s | FileCheck %s

// CHECK:      {{^33$}}
// CHECK-NEXT: {{^2$}}
// CHECK-NEXT: {{^33$}}
// CHECK-NEXT: {{^2$}}
// CHECK-NEXT: {{^33$}}
// CHECK-NEXT: {{^2$}}
// CHECK:      = 54

#include <stdio.h>

static void *buffer[5];

__attribute__((noinline)) static void jump(int if_so) {
  if (if_so)
    __builtin_longjmp(buffer, 1);
}
__attribute__((noinline)) static int id(int n) {
  __asm__ volatile("" : "+r"(n));
  return n;
}
__attribute__((noinline)) static void say(int n) { printf("%d\n", n); }

__attribute__((noinline)) static int many(int a) {
  volatile int n = 0;
  int h = (a * 15 + 3) & 255;
  __defer n = 0;
  do {
    say(h);
    say(a);
    n++;
  } while (__builtin_setjmp(buffer) && n < 3);
  int y1 = id(11), y2 = id(12), y3 = id(13), y4 = id(14), x1 = id(1), x2 = id(2),
      x3 = id(3), x4 = id(4), x5 = id(5), x6 = id(6), x7 = id(7), x8 = id(8),
      x9 = id(9), x10 = id(10);
  jump(n < 3);
  say(x1 ^ x2 * 3), say(x3 ^ x4 * 3), say(x5 ^ x6 * 3), say(x7 ^ x8 * 3);
  say(x9 ^ x10 * 3), say(y1), say(y2), say(y3), say(y4);
  return x1 * x2 - x3 * x4 + x5 * x6 - x7 * x8 + x9 * x10;
}

int main(void) {
  volatile int two = 2;
  printf("= %d\n", many(two));
}
