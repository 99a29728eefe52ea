// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: C++ exceptions through C: thrown below, caught above, caught and
// thrown again between, with destructors in the one order with deferrals; and one
// that takes the place of another.
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (it has exceptions of C++)
// RUN: %clang -x c++ -std=c++17 -c %S/Inputs/unwind-cxx.cpp -o %t.o
// RUN: %exec -fexceptions %s %t.o -lstdc++ | FileCheck %s

#include <stdio.h>

void throw_number(int n);
void throw_text(const char *text);
void between(void (*f)(int), int n);
void catch_even(void (*f)(int), int n);
void outermost(const char *name, void (*f)(int), int n);

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static void thrower(int n) {
  __defer put("a", n);
  for (int i = 0; i < 2; i++)
    __defer_capture(i) put("loop", i);
  _Defer put("s", n);
  if (n)
    throw_number(n);
}

static void through(int n) {
  __defer put("t", n);
  between(thrower, n);
  put("normal", n);
}

static void caught(int n) {
  __defer put("c", n);
  catch_even(through, n);
  put("went-on", n);
}

/* The second takes the place of the first; all else runs. */
static void replaced(int n) {
  __defer put("first", n);
  __defer {
    __defer put("inner", n);
    throw_text("second");
  }
  _Defer put("last", n);
  throw_number(n);
}

static void replace_in_loop(int n) {
  for (int i = 0; i < n; i++)
    __defer_capture(i) {
      put("r", i);
      if (i & 1)
        throw_number(100 + i);
    }
}

int main(void) {
  // CHECK: thrower 0: s0 loop1 loop0 a0 returned
  outermost("thrower", thrower, 0);
  // CHECK: thrower 3: s3 loop1 loop0 a3 int 3
  outermost("thrower", thrower, 3);
  // CHECK: through 3: s3 loop1 loop0 a3 ~between t3 int 3
  outermost("through", through, 3);
  // CHECK: caught 0: s0 loop1 loop0 a0 ~between normal0 t0 ~catch_even went-on0 c0 returned
  outermost("caught", caught, 0);
  // CHECK: caught 2: s2 loop1 loop0 a2 ~between t2 caught 2 ~catch_even went-on2 c2 returned
  outermost("caught", caught, 2);
  // CHECK: caught 3: s3 loop1 loop0 a3 ~between t3 caught 3 ~catch_even c3 int 3
  outermost("caught", caught, 3);
  // CHECK: replaced 1: last1 inner1 first1 exception second
  outermost("replaced", replaced, 1);
  // CHECK: loop 6: r5 r4 r3 r2 r1 r0 int 101
  outermost("loop", replace_in_loop, 6);
  return 0;
}
