// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, a long jump in a signal's handler, on a stack of its own further
// up than the thread's, with nothing pending there: the panic that the interrupted S
// ran for was taken to be one of the handler's own, and ended.
//
// Valgrind does not see that the stack is left again, nor does AddressSanitizer.
// UNSUPPORTED: mode-sanitize, mode-valgrind
// RUN: %exec --status=-6 -pthread -fplugin-arg-defer-unwind=tables %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -pthread -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <defer_rt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

enum { SIZE = 256 * 1024 };

__attribute__((noinline)) static void jump(struct defer_jump *back) {
  defer_longjmp(back, 1);
}

__attribute__((noinline)) static void handler(int number) {
  (void)number;
  defer_jmp_buf back;
  if (defer_setjmp(back) == 0)
    jump(back);
  fprintf(stderr, "handler done\n");
}

static void work(void) {
  __defer {
    raise(SIGUSR1);
    fprintf(stderr, "the statement goes on\n");
  }
  defer_panic("the older one");
}

static void guard(void) {
  __defer {
    char *message = defer_recover();
    fprintf(stderr, "recovered %s\n", message ? message : "none");
  }
  work();
}

static void *run(void *stack) {
  stack_t own = {.ss_sp = stack, .ss_size = SIZE};
  sigaltstack(&own, 0);
  guard();
  defer_panic("last");
  return 0;
}

int main(void) {
  // CHECK:      handler done
  // CHECK-NEXT: the statement goes on
  // CHECK-NEXT: recovered the older one
  // CHECK-NEXT: panic: last
  char stack[SIZE]; // above the stacks of other threads
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK};
  sigaction(SIGUSR1, &action, 0);
  pthread_t thread;
  pthread_create(&thread, 0, run, stack);
  pthread_join(thread, 0);
}
