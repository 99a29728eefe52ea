// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A signal's handler on a stack of its own, further up than the thread's, panicked and
// recovered in a statement that ran for a panic: that was taken to have been left.
//
// UNSUPPORTED: mode-sanitize
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

enum { SIZE = 256 * 1024 };

static void inner(void) { defer_panic("in the handler"); }

static void handler(int number) {
  (void)number;
  __defer puts((char *)defer_recover());
  inner();
}

static void work(void) {
  __defer {
    raise(SIGUSR1);
    puts("the statement goes on");
  }
  defer_panic("the older one");
}

static void guard(void) {
  __defer {
    char *message = defer_recover();
    puts(message ? message : "none");
  }
  work();
}

static void *run(void *stack) {
  stack_t own = {.ss_sp = stack, .ss_size = SIZE};
  sigaltstack(&own, 0);
  guard();
  own.ss_flags = SS_DISABLE;
  sigaltstack(&own, 0);
  return 0;
}

int main(void) {
  char stack[SIZE]; // the main thread's is above those of the others
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
  sigaction(SIGUSR1, &action, 0);
  pthread_t thread;
  // CHECK:      in the handler
  // CHECK-NEXT: the statement goes on
  // CHECK-NEXT: the older one
  pthread_create(&thread, 0, run, stack);
  pthread_join(thread, 0);
  return 0;
}
