// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: the panics of coroutines are apart, if the library that switches says so:
// one switches in a statement that runs for its panic, and the other panics, recovers
// and ends meanwhile.
//
// UNSUPPORTED: mode-sanitize
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

enum { COUNT = 3, STACK = 64 * 1024 };

struct coroutine {
  ucontext_t context;
  void *chain;
  int done;
};

static ucontext_t scheduler;
static struct coroutine all[COUNT], *current;

static void yield(void) { swapcontext(&current->context, &scheduler); }

static void resume(struct coroutine *c) {
  void *own = defer_exchange_chain(c->chain);
  current = c;
  swapcontext(&scheduler, &c->context);
  c->chain = defer_exchange_chain(own);
}

static void inner(int n) {
  __defer {
    printf("%d: before\n", n);
    yield();
    printf("%d: after\n", n);
  }
  __defer {
    if (n == 1)
      defer_panic("second of %d", n);
  }
  defer_panic("first of %d", n);
}

static void guarded(int n) {
  __defer printf("%d: recovered %s\n", n, (const char *)defer_recover());
  inner(n);
}

static void start(int n) {
  guarded(n);
  printf("%d: ends\n", n);
  all[n].done = 1;
}

int main(void) {
  for (int i = 0; i < COUNT; i++) {
    ucontext_t *c = &all[i].context;
    getcontext(c);
    c->uc_stack.ss_sp = malloc(STACK);
    c->uc_stack.ss_size = STACK;
    c->uc_link = &scheduler;
    makecontext(c, (void (*)(void))start, 1, i);
  }
  for (int left = 1; left;) {
    left = 0;
    for (int i = 0; i < COUNT; i++)
      if (!all[i].done) {
        resume(&all[i]);
        left += !all[i].done;
      }
  }
  for (int i = 0; i < COUNT; i++)
    free(all[i].context.uc_stack.ss_sp);
  // CHECK:      0: before
  // CHECK-NEXT: 1: before
  // CHECK-NEXT: 2: before
  // CHECK-NEXT: 0: after
  // CHECK-NEXT: 0: recovered first of 0
  // CHECK-NEXT: 0: ends
  // CHECK-NEXT: 1: after
  // CHECK-NEXT: 1: recovered second of 1
  // CHECK-NEXT: 1: ends
  // CHECK-NEXT: 2: after
  // CHECK-NEXT: 2: recovered first of 2
  // CHECK-NEXT: 2: ends
  return 0;
}
