// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2, "when the function is left": a void function is left by its end,
// by `return;` and, with the GNU extension, by `return g();`, where g() is
// called before the deferrals run (section 3: the expression comes first).
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void g(const char *s) { printf("g %s\n", s); }

static void by_end(int *out) {
  __defer *out = 1;
  printf("by_end %d\n", *out);
}

static void by_return(int *out, int early) {
  __defer *out += 10;
  if (early)
    return;
  __defer *out *= 3;
  return;
}

static void by_void_expression(void) {
  __defer g("deferred");
  return g("returned");
}

int main(void) {
  int x = 0;
  by_end(&x);
  printf("x %d\n", x);
  by_return(&x, 1);
  printf("x %d\n", x);
  by_return(&x, 0);
  printf("x %d\n", x);
  by_void_expression();
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: by_end 0
// CHECK-NEXT: x 1
// CHECK-NEXT: x 11
// CHECK-NEXT: x 43
// CHECK-NEXT: g returned
// CHECK-NEXT: g deferred
// CHECK-NOT: {{.+}}
