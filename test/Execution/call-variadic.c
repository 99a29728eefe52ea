// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S names the variables themselves: a va_list, ended in S, in a
// function with variable arguments.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdarg.h>
#include <stdio.h>

static int sum(int n, ...) {
  va_list ap;
  va_start(ap, n);
  __defer va_end(ap);
  int s = 0;
  for (int i = 0; i < n; i++) {
    int v = va_arg(ap, int);
    if (v < 0)
      return -1;
    s += v;
  }
  return s;
}

static double rest(int n, ...) {
  va_list ap;
  va_start(ap, n);
  __defer {
    printf("S takes %d\n", va_arg(ap, int));
    va_end(ap);
  }
  double s = 0;
  while (n--)
    s += va_arg(ap, double);
  return s;
}

static int print(const char *fmt, ...) {
  va_list ap;
  va_start(ap, fmt);
  __defer {
    va_list again;
    va_copy(again, ap);
    __defer va_end(again);
    vprintf(fmt, again);
    va_end(ap);
  }
  return printf("printed: ");
}

int main(void) {
  printf("%d\n", sum(3, 1, 2, 3));
  printf("%d\n", sum(0));
  printf("%d\n", sum(3, 1, -2, 3));
  printf("%.2f\n", rest(2, 1.5, 2.25, 42));
  printf("%d\n", print("%s %d\n", "variadic", 7));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 6
// CHECK-NEXT: 0
// CHECK-NEXT: -1
// CHECK-NEXT: S takes 42
// CHECK-NEXT: 3.75
// CHECK-NEXT: printed: variadic 7
// CHECK-NEXT: 9
// CHECK-NOT: {{.+}}
