// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 1 and 2: defer_run(h) runs S now, defer_cancel(h) drops it; twice is
// the same as once, nothing happens where nothing is pending, and the text
// before the deferral may say either. Both are void expressions.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static int known(int n) {
  __defer put("a", n);
  __defer_named(h) put("h", n);
  __defer put("b", n);
  if (n == 1)
    defer_run(h);
  if (n == 2)
    defer_cancel(h);
  if (n == 3) {
    defer_run(h);
    return 3;
  }
  if (n == 4) {
    defer_cancel(h);
    return 4;
  }
  if (n == 5) {
    defer_run(h);
    put("then", n);
    defer_run(h);
    defer_cancel(h);
    defer_run(h);
  }
  return 0;
}

static int perhaps(int n) {
  if (n & 1)
    __defer_named(h) put("h", n);
  if (n & 2)
    defer_run(h);
  if (n & 4)
    defer_cancel(h);
  put("end", n);
  return n;
}

static int in_a_loop(int n) {
  int count = 0;
  __defer_named(h) put("h", count);
  for (; count < 3; count++) {
    if (count == n)
      defer_run(h);
    if (count == n + 1)
      defer_cancel(h);
  }
  return count;
}

static int expressions(int n) {
  int x = n;
  __defer_named(a) put("a", x);
  if (n > 1) {
    int inner = x * 2;
    __defer_named(b) put("b", inner);
    inner++;
  }
  int y = n ? ({ defer_run(b); x += 5; x; }) : (defer_cancel(a), 7);
  while (n-- > 0) {
    x++;
    defer_run(a);
  }
  for (;; defer_cancel(a))
    break;
  return (put("r", x), defer_run(a), x + y);
}

static int before_its_text(int n) {
  defer_run(h); // never pending here
  defer_cancel(h);
  int r = 0;
  if (n > 0) {
  again:
    if (++r > 3) {
      n == 1 ? defer_cancel(h) : (void)0;
      return r;
    }
    defer_run(h);
  }
  __defer_named(h) put("h", r);
  if (n > 0)
    goto again;
  return r;
}

static void never(int n) {
  if (0) {
    __defer_named(h) put("never", n);
  }
  defer_run(h);
  defer_cancel(h);
  put("end", n);
}

struct big { int a[20]; };
static struct big structure(int n) {
  struct big b = {{n}};
  __defer_named(h) b.a[0] += 100;
  __defer b.a[0] += 1000;
  if (n)
    defer_run(h);
  return b;
}

int main(void) {
  for (int n = 0; n <= 5; n++)
    printf(" known(%d) %d\n", n, known(n));
  for (int n = 0; n <= 7; n++)
    printf(" perhaps(%d) %d\n", n, perhaps(n));
  for (int n = -2; n <= 3; n++)
    printf(" in_a_loop(%d) %d\n", n, in_a_loop(n));
  for (int n = 0; n <= 3; n++)
    printf(" expressions(%d) %d\n", n, expressions(n));
  for (int n = 0; n <= 2; n++)
    printf(" before_its_text(%d) %d\n", n, before_its_text(n));
  never(0);
  printf("\n%d %d\n", structure(0).a[0], structure(1).a[0]);
}

// CHECK: b0 h0 a0 known(0) 0
// CHECK-NEXT: {{^}} h1 b1 a1 known(1) 0
// CHECK-NEXT: {{^}} b2 a2 known(2) 0
// CHECK-NEXT: {{^}} h3 b3 a3 known(3) 3
// CHECK-NEXT: {{^}} b4 a4 known(4) 4
// CHECK-NEXT: {{^}} h5 then5 b5 a5 known(5) 0
// CHECK-NEXT: {{^}} end0 perhaps(0) 0
// CHECK-NEXT: {{^}} end1 h1 perhaps(1) 1
// CHECK-NEXT: {{^}} end2 perhaps(2) 2
// CHECK-NEXT: {{^}} h3 end3 perhaps(3) 3
// CHECK-NEXT: {{^}} end4 perhaps(4) 4
// CHECK-NEXT: {{^}} end5 perhaps(5) 5
// CHECK-NEXT: {{^}} end6 perhaps(6) 6
// CHECK-NEXT: {{^}} h7 end7 perhaps(7) 7
// CHECK-NEXT: {{^}} h3 in_a_loop(-2) 3
// CHECK-NEXT: {{^}} in_a_loop(-1) 3
// CHECK-NEXT: {{^}} h0 in_a_loop(0) 3
// CHECK-NEXT: {{^}} h1 in_a_loop(1) 3
// CHECK-NEXT: {{^}} h2 in_a_loop(2) 3
// CHECK-NEXT: {{^}} h3 in_a_loop(3) 3
// CHECK-NEXT: {{^}} r0 expressions(0) 7
// CHECK-NEXT: {{^}} a7 r7 expressions(1) 13
// CHECK-NEXT: {{^}} b5 a8 r9 expressions(2) 16
// CHECK-NEXT: {{^}} b7 a9 r11 expressions(3) 19
// CHECK-NEXT: {{^}} h0 before_its_text(0) 0
// CHECK-NEXT: {{^}} h2 h3 before_its_text(1) 4
// CHECK-NEXT: {{^}} h2 h3 h4 before_its_text(2) 4
// CHECK-NEXT: {{^}} end0
// CHECK-NEXT: {{^}}0 101
