// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "each execution of the block has its own instance" of variables of
// many types and qualifiers.
//
// REWRITE-NOT: tcc (no _Atomic)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

typedef int v4si __attribute__((vector_size(16)));

struct bits {
  unsigned a : 3;
  signed b : 5;
  unsigned : 0;
  _Bool c : 1;
};
union num {
  long l;
  char c[sizeof(long)];
};

static void f(int n) {
  for (int i = 0; i < n; i++) {
    volatile int vol = i;
    const int con = i * 2;
    register int reg = i * 3;
    _Atomic int ato = i * 4;
    _Bool boo = i != 1;
    long double ldo = i + 0.5L;
    float _Complex com = i;
    struct bits bit = {.a = (unsigned)i, .b = -i};
    union num uni = {.l = i * 1000L};
    v4si vec = {i, i + 1, i + 2, i + 3};
    const char *const arr[2] = {"even", "odd"};
    __defer {
      ato += 1;
      bit.a++;
      printf("%d %d %d %d %d %.1Lf %.0f%+.0fi\n", vol, con, reg, ato, boo, ldo,
             __real__ com, __imag__ com);
      printf("%d %d %d %ld %d %d %s\n", bit.a, bit.b, bit.c, uni.l, vec[0],
             vec[3], arr[con / 2 % 2]);
    }
    vol = vol + 100;
    reg += 100;
    ato *= 10;
    ldo = -ldo;
    __imag__ com = -i;
    bit.c = i == 2;
    uni.l++;
    vec += vec;
  }
}

int main(void) {
  f(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 102 4 106 81 1 -2.5 2-2i
// CHECK-NEXT: 3 -2 1 2001 4 10 even
// CHECK-NEXT: 101 2 103 41 0 -1.5 1-1i
// CHECK-NEXT: 2 -1 0 1001 2 8 odd
// CHECK-NEXT: 100 0 100 1 1 -0.5 0+0i
// CHECK-NEXT: 1 0 0 1 0 6 even
// CHECK-NOT: {{.+}}
