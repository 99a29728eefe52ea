// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: panics and the end of a thread. One that comes out of a statement
// takes the place of the other; but a thread that was ending when a panic was
// recovered from goes on ending (as Go's Goexit does). Threads are independent.
//
// RUN: %exec -pthread -fexceptions %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static void got(const char *what, void *value) {
  printf("%s: %s\n", what, value ? (char *)value : "-");
}

/* A thread that ends runs what is pending; nothing is there to recover from. */
static void *ends(void *value) {
  __defer got("ends", defer_recover());
  pthread_exit(value);
}

/* A statement that runs for a panic ends the thread: the panic is gone. */
static void *ends_in_panic(void *value) {
  __defer got("ends_in_panic", defer_recover());
  __defer pthread_exit(value);
  defer_panic("lost");
}

/* A statement that runs for the thread's end panics, and that is recovered. */
static void *panics_at_end(void *value) {
  __defer got("after", defer_recover());
  __defer got("panics_at_end", defer_recover());
  __defer defer_panic("at the end");
  pthread_exit(value);
}

static void inner(void *value) {
  __defer got("inner", defer_recover());
  __defer defer_panic("two frames");
  pthread_exit(value);
}
static void *in_caller(void *value) {
  __defer got("in_caller", defer_recover());
  inner(value);
  got("in_caller goes on", "wrong");
  return NULL;
}

/* Two panics, one for the other. */
static void *twice(void *value) {
  __defer got("twice", defer_recover());
  __defer defer_panic("second");
  __defer defer_panic("first");
  pthread_exit(value);
}

/* A panic that is recovered from in the statement does not even come near. */
static void *inside(void *value) {
  __defer got("inside", defer_recover());
  __defer {
    __defer got("in the statement", defer_recover());
    defer_panic("within");
  }
  pthread_exit(value);
}

static int arrived[2];

/* The same for a thread that is cancelled. */
static void *cancelled(void *value) {
  (void)value;
  __defer got("cancelled", defer_recover());
  __defer defer_panic("while cancelled");
  if (write(arrived[1], "", 1) != 1)
    return NULL;
  for (;;)
    pause();
}

/* A cancellation that comes while a statement runs for a panic. */
static void *cancelled_in_panic(void *value) {
  (void)value;
  __defer got("cancelled_in_panic", defer_recover());
  __defer {
    if (write(arrived[1], "", 1) == 1)
      for (;;)
        pause();
  }
  defer_panic("lost");
}

static void run(void *(*f)(void *), int cancels) {
  pthread_t t;
  void *result;
  char c;
  pthread_create(&t, NULL, f, "value");
  if (cancels && read(arrived[0], &c, 1) == 1)
    pthread_cancel(t);
  pthread_join(t, &result);
  if (result == PTHREAD_CANCELED)
    result = "cancelled";
  got("  result", result);
}

int main(void) {
  if (pipe(arrived))
    return 1;
  // CHECK: ends: -
  // CHECK-NEXT: result: value
  run(ends, 0);
  // CHECK-NEXT: ends_in_panic: -
  // CHECK-NEXT: result: value
  run(ends_in_panic, 0);
  // CHECK-NEXT: panics_at_end: at the end
  // CHECK-NEXT: after: -
  // CHECK-NEXT: result: value
  run(panics_at_end, 0);
  // CHECK-NEXT: inner: two frames
  // CHECK-NEXT: in_caller: -
  // CHECK-NEXT: result: value
  run(in_caller, 0);
  // CHECK-NEXT: twice: second
  // CHECK-NEXT: result: value
  run(twice, 0);
  // CHECK-NEXT: in the statement: within
  // CHECK-NEXT: inside: -
  // CHECK-NEXT: result: value
  run(inside, 0);
  // CHECK-NEXT: cancelled: while cancelled
  // CHECK-NEXT: result: cancelled
  run(cancelled, 1);
  // CHECK-NEXT: cancelled_in_panic: -
  // CHECK-NEXT: result: cancelled
  run(cancelled_in_panic, 1);
  // The thread that started them can still panic.
  __defer got("main", defer_recover());
  // CHECK-NEXT: main: the last
  defer_panic("the last");
}
