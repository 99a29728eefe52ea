// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a captured variable is seen in S as it was when the deferral was
// reached: scalars, structures, arrays, parameters, with their alignment.
//
// REWRITE-NOT: tcc (no _Complex)
// RUN: %exec %s | FileCheck %s

#include <complex.h>
#include <stdint.h>
#include <stdio.h>

struct pair { char c; double d; };
union word { int n; float f; };
struct bits { unsigned a : 3, b : 5; };
typedef int (*function)(const char *);

static void all(int n, struct pair pair, char *text, int list[3]) {
  int array[3] = {n, n + 1, n + 2};
  int grid[2][2] = {{1, 2}, {3, 4}};
  struct pair pairs[2] = {pair, pair};
  union word word = {.f = 1.5f};
  struct bits bits = {5, 17};
  _Bool yes = 1;
  float single = 2.5f;
  long double wide = 3.5L;
  double _Complex z = 1.0 + 2.0 * I;
  _Atomic int atomic = 7;
  volatile int moving = 8;
  const int fixed = 9;
  register int fast = 10;
  _Alignas(64) char aligned[64] = "aligned";
  function call = puts;
  int (*row)[2] = grid;
  enum { ONE = 1, TWO } number = TWO;

  __defer_capture(n, pair, text, list)
    printf("%d %c %.1f %s %d\n", n, pair.c, pair.d, text, list[0]);
  __defer_capture(array, grid, pairs, word, bits)
    printf("%d %d %d %d %.1f %.1f %d %d\n", array[0], array[1], array[2],
           grid[1][1], pairs[1].d, word.f, bits.a, bits.b);
  __defer_capture(yes, single, wide, z, atomic, moving, fixed, fast, number)
    printf("%d %.1f %.1Lf %.1f %d %d %d %d %d\n", yes, single, wide, cimag(z),
           atomic, moving, fixed, fast, number);
  __defer_capture(aligned)
    printf("%s %d\n", aligned, (int)((uintptr_t)aligned % 64));
  __defer_capture(call, row) {
    printf("%d\n", row[1][1]);
    call("called");
  }

  n = 100;
  pair.c = 'z';
  pair.d = 100;
  text = "other";
  list = array;
  array[0] = array[1] = array[2] = 100;
  pairs[1].d = word.f = single = 100;
  bits.a = bits.b = 1;
  yes = 0;
  wide = 100;
  z = 0;
  atomic = moving = fast = 100;
  aligned[0] = 0;
  call = 0;
  row = 0;
  number = ONE;
}

// CHECK: 4
// CHECK-NEXT: called
// CHECK-NEXT: aligned 0
// CHECK-NEXT: 1 2.5 3.5 2.0 7 8 9 10 2
// CHECK-NEXT: 1 2 3 4 2.5 1.5 5 17
// CHECK-NEXT: 1 a 2.5 text 4
int main(void) {
  struct pair pair = {'a', 2.5};
  int list[3] = {4, 5, 6};
  all(1, pair, "text", list);
}
