// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A thread is cancelled in a library in C that has a handler of its own, as
// pthread_cleanup_push makes it where there are no exceptions. When it has run, and
// what is pending, too, glibc was led to it once more, in a frame that was gone.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#undef __EXCEPTIONS
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int waits[2];

static void handler(void *name) { printf("handler %s\n", (char *)name); }

__attribute__((noinline)) static void library(void) {
  pthread_cleanup_push(handler, "outer");
  pthread_cleanup_push(handler, "inner");
  if (write(waits[1], "", 1) == 1)
    for (;;)
      pause();
  pthread_cleanup_pop(1);
  pthread_cleanup_pop(1);
}

// What runs for the end has handlers, too, and uses the stack that was left.
static void pending(void) {
  char used[4000];
  pthread_cleanup_push(handler, "of S");
  snprintf(used, sizeof used, "%s", "pending");
  puts(used);
  pthread_cleanup_pop(0);
}

static void *thread(void *unused) {
  (void)unused;
  __defer pending();
  library();
  return 0;
}

// A handler around all that is pending runs last.
static void *around(void *unused) {
  pthread_cleanup_push(handler, "around");
  thread(unused);
  pthread_cleanup_pop(0);
  return 0;
}

static void cancel(void *(*start)(void *)) {
  pthread_t t;
  void *result;
  char c;
  pthread_create(&t, 0, start, 0);
  if (read(waits[0], &c, 1) != 1)
    puts("?");
  pthread_cancel(t);
  pthread_join(t, &result);
  puts(result == PTHREAD_CANCELED ? "cancelled" : "?");
}

int main(void) {
  if (pipe(waits) != 0)
    return 1;
  cancel(thread);
  cancel(around);
}
// CHECK: handler inner
// CHECK-NEXT: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: cancelled
// CHECK-NEXT: handler inner
// CHECK-NEXT: handler outer
// CHECK-NEXT: pending
// CHECK-NEXT: handler around
// CHECK-NEXT: cancelled
