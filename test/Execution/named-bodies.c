// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a handle belongs to the body that its deferral stands in, for each
// activation; any S inside that body may use it, those of _Defer too. A
// deferral is taken off before its S starts.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static void from_another(int n) {
  __defer_named(h) put("h", n);
  __defer {
    put("s", n);
    if (n == 1)
      defer_run(h);
    if (n == 2)
      defer_cancel(h);
    put("t", n);
  }
  __defer_named(g) {
    put("g", n);
    defer_run(h);
  }
  if (n == 3)
    defer_run(g);
  if (n != 4)
    defer_cancel(g);
}

static void from_a_block(int n) {
  __defer_named(h) put("h", n);
  {
    _Defer {
      if (n == 1)
        defer_run(h);
      if (n == 2)
        defer_cancel(h);
    }
    put("block", n);
  }
  put("end", n);
}

static void from_deep(int n) {
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer_named(h) put("h", k);
  }
  __defer {
    __defer {
      _Defer if (n) defer_run(h);
      put("deep", n);
    }
    put("S", n);
  }
}

static void same_name(int n) {
  __defer_named(h) put("outer", n);
  __defer {
    __defer_named(h) put("inner", n);
    if (n)
      defer_run(h);
    put("S", n);
  }
  __defer {
    __defer_named(h) put("other", n);
    put("T", n);
  }
}

static void each_time(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer {
      __defer_named(h) put("h", k);
      if (k == 1)
        defer_cancel(h);
      if (k == 2)
        defer_run(h);
      put("S", k);
    }
  }
}

static int activation(int n) {
  __defer_named(h) put("h", n);
  if (n > 0)
    activation(n - 1);
  if (n == 1)
    defer_cancel(h);
  return n;
}

static jmp_buf env;
static int by_longjmp(int n) {
  volatile int count = 0;
  if (setjmp(env))
    put("again", count);
  count++;
  __defer_named(h) put("h", count);
  if (count < 3)
    longjmp(env, 1);
  defer_run(h);
  if (n)
    defer_cancel(h);
  put("end", 0);
  return count;
}

int main(void) {
  for (int n = 0; n <= 4; n++)
    from_another(n), puts(" from_another");
  for (int n = 0; n <= 2; n++)
    from_a_block(n), puts(" from_a_block");
  for (int n = 0; n <= 1; n++)
    from_deep(n), puts(" from_deep");
  for (int n = 0; n <= 1; n++)
    same_name(n), puts(" same_name");
  each_time(4), puts(" each_time");
  activation(2), puts(" activation");
  for (int n = 0; n <= 1; n++)
    printf(" by_longjmp %d\n", by_longjmp(n));
}

// CHECK: {{^}} s0 t0 h0 from_another
// CHECK-NEXT: {{^}} s1 h1 t1 from_another
// CHECK-NEXT: {{^}} s2 t2 from_another
// CHECK-NEXT: {{^}} g3 h3 s3 t3 from_another
// CHECK-NEXT: {{^}} g4 h4 s4 t4 from_another
// CHECK-NEXT: {{^}} block0 end0 h0 from_a_block
// CHECK-NEXT: {{^}} block1 h1 end1 from_a_block
// CHECK-NEXT: {{^}} block2 end2 from_a_block
// CHECK-NEXT: {{^}} S0 deep0 h1 h0 from_deep
// CHECK-NEXT: {{^}} S1 deep1 h1 h0 from_deep
// CHECK-NEXT: {{^}} T0 other0 S0 inner0 outer0 same_name
// CHECK-NEXT: {{^}} T1 other1 inner1 S1 outer1 same_name
// CHECK-NEXT: {{^}} S3 h3 h2 S2 S1 S0 h0 each_time
// CHECK-NEXT: {{^}} h0 h2 activation
// CHECK-NEXT: {{^}} again1 again2 h3 end0 h3 h3 by_longjmp 3
// CHECK-NEXT: {{^}} again1 again2 h3 end0 h3 by_longjmp 3
