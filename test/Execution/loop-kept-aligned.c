// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: an instance that outlives its block has the alignment and size of
// the variable.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct line {
  _Alignas(128) char c[128];
};

static int misaligned;

static void check(const void *p, uintptr_t a) {
  if ((uintptr_t)p % a != 0)
    misaligned++;
}

static void f(int n) {
  for (int i = 0; i < n; i++) {
    char odd = (char)('a' + i);
    _Alignas(64) unsigned char block[4096];
    struct line l;
    memset(block, i, sizeof block);
    memset(l.c, odd, sizeof l.c);
    check(block, 64);
    check(&l, 128);
    __defer {
      int sum = 0;
      check(block, 64);
      check(&l, _Alignof(struct line));
      for (unsigned k = 0; k < sizeof block; k++)
        sum += block[k];
      printf("%c %d %c%c\n", odd, sum, l.c[0], l.c[127]);
    }
  }
}

int main(void) {
  f(5);
  printf("misaligned %d\n", misaligned);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: e 16384 ee
// CHECK-NEXT: d 12288 dd
// CHECK-NEXT: c 8192 cc
// CHECK-NEXT: b 4096 bb
// CHECK-NEXT: a 0 aa
// CHECK-NEXT: misaligned 0
// CHECK-NOT: {{.+}}
