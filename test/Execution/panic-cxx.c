// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic through C++ frames runs destructors, and `catch (...)`
// may end it; a C++ exception is nothing that defer_recover stops, and one out
// of a statement takes a panic's place.
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (it has exceptions of C++)
// RUN: %clang -x c++ -std=c++17 -I%include -c %S/Inputs/panic-cxx.cpp -o %t.o
// RUN: %exec -fexceptions %s %t.o -lstdc++ | FileCheck %s

#include <stdio.h>

void between(void (*f)(int), int n);
void rethrows(void (*f)(int), int n);
void catches(void (*f)(int), int n);
void panics(int n);
void throws(int n);

static void put(const char *what, int n) { printf(" %s%d", what, n); }
static void got(const char *what, void *value) {
  printf(" %s:%s", what, value ? (char *)value : "-");
}

static void in_c(int n) {
  __defer put("c", n);
  if (n)
    defer_panic("n is %d", n);
}

static void recovers(void (*through)(void (*)(int), int), void (*f)(int), int n) {
  __defer got("recovered", defer_recover());
  __defer put("d", n);
  through(f, n);
  put("went-on", n);
}

/* It is no panic. */
static void exception(int n) {
  __defer got("exception", defer_recover());
  throws(n);
}

static void replaces_panic(int n) {
  __defer got("replaced", defer_recover());
  __defer throws(n);
  defer_panic("older");
}

static void replaces_exception(int n) {
  __defer got("replaced", defer_recover());
  __defer defer_panic("newer %d", n);
  throws(n);
}

int main(void) {
#define SHOW(call) (printf("%s:", #call), call, printf("\n"))
  // CHECK: recovers(between, in_c, 1): c1 ~between d1 recovered:n is 1
  SHOW(recovers(between, in_c, 1));
  // CHECK: recovers(rethrows, in_c, 2): c2 catch ~rethrows d2 recovered:n is 2
  SHOW(recovers(rethrows, in_c, 2));
  // CHECK: recovers(catches, in_c, 3): c3 catch ~catches went-on3 d3 recovered:-
  SHOW(recovers(catches, in_c, 3));
  // CHECK: recovers(between, panics, 4): ~panics ~between d4 recovered:from C++ 4
  SHOW(recovers(between, panics, 4));
  // CHECK: recovers(catches, exception, 5): ~throws exception:- int 5 ~catches went-on5 d5 recovered:-
  SHOW(recovers(catches, exception, 5));
  // CHECK: recovers(catches, replaces_panic, 6): ~throws replaced:- int 6 ~catches went-on6 d6 recovered:-
  SHOW(recovers(catches, replaces_panic, 6));
  // CHECK: recovers(catches, replaces_exception, 7): ~throws replaced:newer 7 ~catches went-on7 d7 recovered:-
  SHOW(recovers(catches, replaces_exception, 7));
  // What was given up is gone.
  // CHECK: recovers(between, in_c, 8): c8 ~between d8 recovered:n is 8
  SHOW(recovers(between, in_c, 8));
  return 0;
}
