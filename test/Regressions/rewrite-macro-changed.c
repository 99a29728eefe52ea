// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: what is moved is not where a macro is what it was; what
// __COUNTER__ was must not come again; __FILE__ is the compiler's.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>
#include <string.h>

#define VALUE 1
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define UNIQUE JOIN(unique, __COUNTER__)
#define KEEP(x) int UNIQUE = x; __defer puts("kept"); if (x == 1) return 1
#define LINE(x) do { if (x) return __LINE__; } while (0)
#define FILE_OR(x) do { if (x) return strcmp(__FILE__, file); } while (0)

static const char *file = __FILE__;

static int changed(int n) {
  __defer printf("%d\n", VALUE);
#undef VALUE
#define VALUE 2
  for (int i = 0; i < 2; i++) {
#define SIZE 4
#define LARGER(a) a + SIZE
    struct s { int a[LARGER(1)]; } s = {{i, SIZE}};
    __defer printf("%d %d %d\n", s.a[0], (int)(sizeof s / sizeof(int)), VALUE);
    s.a[0]++;
#undef SIZE
#define SIZE 5
    if (n)
      return SIZE;
  }
#undef VALUE
#define VALUE 3
  return VALUE;
}

static int count(int n) {
  KEEP(n);
  KEEP(n + 1);
  int UNIQUE = 3;
  (void)unique2;
  return __COUNTER__;
}
static int count_on(void) { return __COUNTER__; }

static int place(int n) {
  __defer puts("place");
  FILE_OR(n == 1);
  LINE(n == 2);
  return n;
}

int main(void) {
  printf("%d\n", changed(0));
  printf("%d\n", changed(1));
  printf("%d\n", count(2));
  printf("%d\n", count_on());
  printf("%d\n", place(1));
  printf("%d\n", place(2));
}

// CHECK: 2 5 2
// CHECK-NEXT: 1 5 2
// CHECK-NEXT: 1
// CHECK-NEXT: 3
// CHECK-NEXT: 1 5 2
// CHECK-NEXT: 1
// CHECK-NEXT: 5
// CHECK-NEXT: kept
// CHECK-NEXT: kept
// CHECK-NEXT: 3
// CHECK-NEXT: 4
// CHECK-NEXT: place
// CHECK-NEXT: 0
// CHECK-NEXT: place
// CHECK-NEXT: 53
