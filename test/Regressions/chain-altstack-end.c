// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a thread, with unwind=chain, out of the handler of a signal that has a
// stack of its own: that was taken for a coroutine's, and all but the outermost
// function was left with what it had pending.  A coroutine that was switched to
// before had the chain begin where the thread's was then.
//
// UNSUPPORTED: mode-sanitize
// REWRITE-NOT: tcc (it cannot read <ucontext.h>)
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec -pthread -fexceptions %s | FileCheck %s

#define _GNU_SOURCE
#include <defer_rt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <ucontext.h>

static int (*volatile sends)(int) = raise;
static char alternate[1 << 16], other[1 << 16];
static ucontext_t scheduler, coroutine;

static void ends(int number) {
  __defer puts("handler");
  pthread_exit(&sends + (number < 0));
}

static void inner(void) {
  __defer puts("inner");
  sends(SIGUSR1);
}

static void outer(void) {
  __defer puts("outer");
  inner();
}

static void short_one(void) {
  __defer puts("coroutine");
  swapcontext(&coroutine, &scheduler);
}

static void switches(void) {
  __defer puts("switched");
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = other;
  coroutine.uc_stack.ss_size = sizeof other;
  coroutine.uc_link = &scheduler;
  makecontext(&coroutine, short_one, 0);
  for (int i = 0; i < 2; i++) {
    void *chain = defer_exchange_chain(0);
    static void *its;
    its = i ? its : 0;
    defer_exchange_chain(its);
    swapcontext(&scheduler, &coroutine);
    its = defer_exchange_chain(chain);
  }
}

static void *thread(void *coroutines) {
  stack_t stack = {.ss_sp = alternate, .ss_size = sizeof alternate};
  sigaltstack(&stack, 0);
  __defer puts("thread");
  if (coroutines)
    switches();
  outer();
  return 0;
}

int main(void) {
  struct sigaction action = {.sa_handler = ends, .sa_flags = SA_ONSTACK};
  sigaction(SIGUSR1, &action, 0);
  // CHECK:      handler
  // CHECK-NEXT: inner
  // CHECK-NEXT: outer
  // CHECK-NEXT: thread
  // CHECK-NEXT: coroutine
  // CHECK-NEXT: switched
  // CHECK-NEXT: handler
  // CHECK-NEXT: inner
  // CHECK-NEXT: outer
  // CHECK-NEXT: thread
  for (int i = 0; i < 2; i++) {
    pthread_t started;
    pthread_create(&started, 0, thread, i ? &started : 0);
    pthread_join(started, 0);
  }
  return 0;
}
