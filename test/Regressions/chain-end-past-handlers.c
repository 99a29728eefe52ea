// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread ends in a function on the chain that a library in C has called, between
// others, with handlers of its own. When those have run, the library goes on
// unwinding, and its frames overwrite the links of what it called: the runtime took
// them for links, and glibc was led to handlers in frames that were gone.
//
// MODES-NOT: rewrite (there the C library is told of each function)
// MODES-NOT: valgrind (what is left of the stack is looked at)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#undef __EXCEPTIONS
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static int lost; // what is pending below a handler that has run may not run

static void handler(void *name) { printf("handler %s\n", (char *)name); }

__attribute__((noinline)) static void library(void (*call)(int), int n,
                                              char *name) {
  pthread_cleanup_push(handler, name);
  call(n);
  pthread_cleanup_pop(0);
}

__attribute__((noinline)) static void ends(volatile char *of) {
  __defer lost++;
  if (of)
    pthread_exit("ended");
}

__attribute__((noinline)) static void deep(int size) {
  volatile char used[size];
  memset((char *)used, 1, size);
  ends(used);
  used[0] = 2;
}

static void between(int n) {
  __defer lost++;
  library(deep, n, "inner");
}

static int size, twice;

static void *thread(void *unused) {
  (void)unused;
  __defer puts("pending");
  library(twice ? between : deep, size, "outer");
  return 0;
}

// A handler around all that is pending runs last.
static void *around(void *unused) {
  pthread_cleanup_push(handler, "around");
  thread(unused);
  pthread_cleanup_pop(0);
  return 0;
}

int main(void) {
  for (twice = 0; twice < 2; twice++)
    for (size = 1; size < 5000; size = size * 3 + 5) {
      pthread_t t;
      void *result;
      pthread_create(&t, 0, size % 2 ? thread : around, 0);
      pthread_join(t, &result);
      printf("%d %d %s\n", twice, size, (char *)result);
    }
}
// CHECK: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: 0 1 ended
// CHECK-NEXT: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: handler around
// CHECK-NEXT: 0 8 ended
// CHECK-COUNT-5: 0 {{[0-9]+}} ended
// CHECK: handler inner
// CHECK-NEXT: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: 1 1 ended
// CHECK-NEXT: handler inner
// CHECK-NEXT: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: handler around
// CHECK-NEXT: 1 8 ended
// CHECK-COUNT-5: 1 {{[0-9]+}} ended
