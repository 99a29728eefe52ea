// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, a coroutine that ended its thread ran the coroutine's chain, and
// then crashed; what the thread's own stack has pending is to run.
//
// UNSUPPORTED: mode-sanitize
// REWRITE-NOT: tcc (no _Thread_local)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

static _Thread_local ucontext_t scheduler, coroutine;
static char stack[64 * 1024];

static void start(void) {
  __defer puts("the coroutine's");
  pthread_exit(&scheduler);
}

static void call(void) {
  __defer puts("inner");
  void *own = defer_exchange_chain(0);
  swapcontext(&scheduler, &coroutine);
  defer_exchange_chain(own);
}

static void *run(void *value) {
  __defer puts("outer");
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = stack;
  coroutine.uc_stack.ss_size = sizeof stack;
  coroutine.uc_link = &scheduler;
  makecontext(&coroutine, start, 0);
  call();
  return value;
}

int main(void) {
  pthread_t thread;
  void *result;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, &result);
  // CHECK:      inner
  // CHECK-NEXT: outer
  // CHECK-NEXT: ended
  puts(result ? "ended" : "returned");
  return 0;
}
