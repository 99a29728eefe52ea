// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: with a named result, `return e;` assigns it, what is pending runs
// and may change it, and the function returns its value at the end; so it does
// where it runs off its end, and where it returns before the declaration.
//
// REWRITE-NOT: gcc tcc (an attribute in front of a block)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct big { int a[20]; };
struct small { int x, y; };

static int same(int n) { return n; }

/* What Zig calls errdefer. */
static int error_only(int n) {
  __defer_result int rc = -1;
  __defer if (rc < 0) {
    printf("undo %d\n", rc);
    rc = -100;
  }
  if (n == 1)
    return same(5);
  if (n == 2)
    return -7;
  for (int i = 0; i < n; i++) {
    __defer rc += i;
    if (i == 4)
      return 40;
  }
  if (n == 3)
    rc = 9;
}

static struct big large(int n) {
  __defer_result struct big r = {{1, 2}};
  _Defer r.a[1] += 10;
  if (n)
    return (struct big){{n, 100}};
}

static struct small before(int n) {
  if (!n)
    return (struct small){7, 8};
  __defer_result struct small r = {1, n};
  __defer r.y++;
}

static double twice(void) {
  __defer_result double v = 0;
  __defer v *= 2;
  return 4;
}

static unsigned char converted(int n) {
  __defer_result unsigned char v;
  __defer v++;
  return n;
}

static const char *pointer(void) {
  __defer_result const char *p = "unset";
  __defer_capture(p) printf("captured %s\n", p);
  _Defer p = "deferred";
  return "returned";
}

static int no_deferral(int n) {
  __defer_result int r = 3;
  if (n)
    return 4;
  r++;
}

static int in_blocks(int n) {
  __defer_result int r = 0;
  switch (n) {
  case 0: {
    _Defer r += 100;
    return ({ _Defer r = 50; n + 1; });
  }
  default:
    while (n--) {
      __defer r++;
      if (n == 1)
        return 7;
    }
  }
}

static int attributed(int n) {
  __defer_result int r = 0;
  __defer r++;
  if (n)
    __attribute__((nomerge)) {
      return same(7);
    }
  return 1;
}

// CHECK: undo -1
// CHECK-NEXT: -100
// CHECK-NEXT: 5
// CHECK-NEXT: undo -7
// CHECK-NEXT: -100
// CHECK-NEXT: 18
// CHECK-NEXT: 15
// CHECK-NEXT: 60
// CHECK-NEXT: 1 12, 5 110
// CHECK-NEXT: 7 8, 1 6
// CHECK-NEXT: 8.0 1
// CHECK-NEXT: captured unset
// CHECK-NEXT: deferred
// CHECK-NEXT: 4 4
// CHECK-NEXT: 101 1 9
// CHECK-NEXT: 8 2
int main(void) {
  for (int i = 0; i < 6; i++)
    printf("%d\n", error_only(i));
  struct big a = large(0), b = large(5);
  printf("%d %d, %d %d\n", a.a[0], a.a[1], b.a[0], b.a[1]);
  struct small c = before(0), d = before(5);
  printf("%d %d, %d %d\n", c.x, c.y, d.x, d.y);
  printf("%.1f %d\n", twice(), converted(256));
  puts(pointer());
  printf("%d %d\n", no_deferral(0), no_deferral(1));
  printf("%d %d %d\n", in_blocks(0), in_blocks(1), in_blocks(3));
  printf("%d %d\n", attributed(1), attributed(0));
}
