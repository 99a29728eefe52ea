// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: a `longjmp` back to a `setjmp` of the same function leaves what is
// pending as it is, and a `return` that only the second return of `setjmp` leads
// to runs it; between what the outermost block cleans up, in its turn.
//
// RUN: %exec %s | FileCheck %s
// RUN: not %defer -DTAIL -O2 -c -o /dev/null %s 2>&1 | FileCheck --check-prefix=TAIL %s
// TAIL: error: 'musttail' call with a deferral pending

#include <setjmp.h>
#include <stdio.h>

static void clean(int *p) { printf("c%d ", *p); }

static int other(int n) {
  jmp_buf b;
  if (setjmp(b) == 0) {
    __defer printf("A ");
    __defer_named(h) printf("B ");
    longjmp(b, 3);
  } else {
    if (n == 1)
      defer_run(h);
    if (n == 2)
      defer_cancel(h);
    return n;
  }
}

static int between(int n) {
  jmp_buf b;
  __defer printf("first ");
  int v __attribute__((cleanup(clean))) = n;
  if (setjmp(b)) {
    _Defer printf("again ");
    return v;
  }
  __defer printf("A ");
  longjmp(b, 1);
}

static int before(int n) {
  jmp_buf b;
  if (setjmp(b))
    return n;
  __defer printf("first ");
  int v __attribute__((cleanup(clean))) = n;
  __defer printf("A ");
  longjmp(b, 1);
  return v;
}

#ifdef TAIL
int tail(int n);
int tail(int n) {
  static jmp_buf b;
  if (setjmp(b) == 0) {
    __defer printf("A ");
    longjmp(b, 1);
  }
  __attribute__((musttail)) return other(n);
}
#endif

int main(void) {
  for (int n = 0; n < 3; n++)
    printf("other %d\n", other(n));
  printf("between %d\n", between(4));
  printf("before %d\n", before(5));
}

// CHECK: {{^}}B A other 0
// CHECK-NEXT: {{^}}B A other 1
// CHECK-NEXT: {{^}}A other 2
// CHECK-NEXT: {{^}}again A c4 first between 4
// CHECK-NEXT: {{^}}A first before 5
