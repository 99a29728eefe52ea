// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "`S` names the variables themselves": of every scalar type and
// with every qualifier and storage class of automatic variables.
//
// REWRITE-NOT: tcc (no _Atomic)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

enum color { red, green = 5 };

static void f(int n) {
  volatile int vol = n;
  const int con = n + 1;
  register int reg = n + 2;
  auto int aut = n + 3;
  _Atomic int ato = n + 4;
  _Bool boo = n > 100;
  signed char sch = (signed char)-n;
  unsigned long long ull = ~0ULL;
  enum color col = red;
  float flo = 0.5f;
  double dou = 1.25;
  long double ldo = 2.5L;
  double _Complex com = 3.0;
  const char *restrict str = "s";
  int *const ptr = &aut;
  __auto_type gnu = n * 2L;
  __int128 wide = (__int128)n << 70;
  __defer {
    ato++;
    printf("%d %d %d %d %d %d %d\n", vol, con, reg, aut, ato, boo, sch);
    printf("%llu %d %.2f %.2f %.2Lf\n", ull, col, flo, dou, ldo);
    printf("%.1f %.1f %s %d %ld %d\n", __real__ com, __imag__ com, str, *ptr,
           gnu, (int)(wide >> 70));
  }
  vol = vol + 10;
  reg += 10;
  *ptr += 10;
  ato += 10;
  boo = 7;
  sch--;
  ull >>= 60;
  col = green;
  flo *= 3;
  dou -= 0.25;
  ldo *= ldo;
  __imag__ com = -4.0;
  str = "changed";
  gnu++;
  wide *= 2;
}

int main(void) {
  f(1);
  f(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 11 2 13 14 16 1 -2
// CHECK-NEXT: 15 5 1.50 1.00 6.25
// CHECK-NEXT: 3.0 -4.0 changed 14 3 2
// CHECK-NEXT: 12 3 14 15 17 1 -3
// CHECK-NEXT: 15 5 1.50 1.00 6.25
// CHECK-NEXT: 3.0 -4.0 changed 15 5 4
// CHECK-NOT: {{.+}}
