// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite declared what has the type of something else as what a typedef
// stands for, without the attributes that the typedef has.
//
// RUN: %exec %s | FileCheck %s

#include <stdint.h>
#include <stdio.h>

typedef float __attribute__((may_alias)) afloat;
typedef int over __attribute__((aligned(16)));

__attribute__((noinline)) static int read_after(int *ip, afloat *fp) {
  int r = 0;
  if (ip) {
    __typeof__(fp) gp = fp;
    __typeof__(*fp) *array[2] = {gp, gp};
    __defer printf("%g %g\n", *gp, *array[1]);
    *ip = 1;
    *gp = 2.0f;
    *array[1] += 2.0f;
    r = *ip;
  }
  return r;
}

__attribute__((noinline)) static int misaligned(void *p) {
#ifdef __TINYC__
  (void)p; // it aligns no variable as a typedef says
  return 0;
#else
  return (uintptr_t)p % 16 != 0;
#endif
}

static int aligned(int n) {
  char pad = 1;
  over o = n;
  for (int i = 0; i < n; i++) {
    __typeof__(o) v = i;
    char c = pad;
    __defer {
      printf("%d %d\n", misaligned(&v), v);
      pad += c;
    }
    v++;
    c++;
  }
  if (n) {
    char d = 3;
    __typeof__(__typeof__(over)) w = o;
    char e = 4;
    __defer {
      printf("%d %d\n", misaligned(&w), w);
      pad += d + e;
    }
    w++;
    d++;
  }
  return pad + o - n;
}

int main(void) {
  int x = 3;
  // CHECK: 4 4
  // CHECK-NEXT: 40800000 1
  int r = read_after(&x, (void *)&x);
  printf("%x %d\n", x, r == 0x40800000);
  // CHECK-NEXT: 0 3
  // CHECK-NEXT: 0 2
  // CHECK-NEXT: 0 1
  aligned(2);
  return 0;
}
