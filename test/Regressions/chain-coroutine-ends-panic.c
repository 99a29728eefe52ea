// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, a coroutine ends the thread while a panic that took the place of
// its end passes a function of the thread's own: the panic was given up on the list of
// the coroutine, which had none.
//
// ASan takes the stack of a coroutine for another of the thread (LLVM 14: its own
// check fails).
// UNSUPPORTED: mode-sanitize
// REWRITE-NOT: tcc (it cannot read <ucontext.h>)
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#define _GNU_SOURCE
#include <defer_rt.h>
#include <pthread.h>
#include <stdio.h>
#include <ucontext.h>

static ucontext_t scheduler, coroutine;
static char stack[1 << 16];

static void short_one(void) {
  __defer puts("coroutine");
  pthread_exit(0);
}

static void switches(void) {
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = stack;
  coroutine.uc_stack.ss_size = sizeof stack;
  coroutine.uc_link = &scheduler;
  makecontext(&coroutine, short_one, 0);
  void *own = defer_exchange_chain(0);
  swapcontext(&scheduler, &coroutine);
  defer_exchange_chain(own);
}

static void panics(void) { defer_panic("in the place of the end"); }

static void ends(void) {
  __defer puts("ends");
  __defer switches();
  __defer panics();
  pthread_exit(0);
}

static void *run(void *unused) {
  __defer puts("run");
  ends();
  return unused;
}

int main(void) {
  // CHECK:      ends
  // CHECK-NEXT: run
  // CHECK-NEXT: joined
  pthread_t thread;
  pthread_create(&thread, 0, run, 0);
  pthread_join(thread, 0);
  puts("joined");
}
