// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: with `unwind=chain` each coroutine keeps its own chain, if the
// library that switches saves and restores it: thousands of them switch in
// functions with deferrals pending, and each panics and recovers by itself.
//
// UNSUPPORTED: mode-sanitize
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

enum { COUNT = 2000, STACK = 32 * 1024 };

struct coroutine {
  ucontext_t context;
  void *chain, *stack;
  int number, done;
  int ran; /* bits of what ran */
};

static ucontext_t scheduler;
static struct coroutine *current;
static long wrong;

/* --- The coroutine library. */

static void resume(struct coroutine *c) {
  current = c;
  void *mine = defer_exchange_chain(c->chain);
  swapcontext(&scheduler, &c->context);
  c->chain = defer_exchange_chain(mine);
}

static void suspend(void) { swapcontext(&current->context, &scheduler); }

static void body(int number);

static void start(void) {
  body(current->number);
  current->done = 1;
  suspend();
}

/* --- What runs in them. */

static void expect(int right) { wrong += !right; }

static void ran(struct coroutine *c, int bit) {
  expect(c == current && !(c->ran & bit));
  c->ran |= bit;
}

static void deep(int n, int panics) {
  struct coroutine *mine = current;
  _Defer expect(mine == current);
  suspend();
  if (n)
    deep(n - 1, panics);
  else if (panics)
    defer_panic_value((void *)(intptr_t)(mine->number + 1));
}

static int guarded(int panics) {
  struct coroutine *mine = current;
  __defer_result int r = 0;
  __defer {
    r = (int)(intptr_t)defer_recover();
    ran(mine, 1);
  }
  suspend();
  for (int i = 0; i < 3; i++) {
    int bit = 2 << i;
    __defer ran(mine, bit);
    suspend();
  }
  deep(3, panics);
  return 0;
}

static void body(int number) {
  struct coroutine *mine = current;
  __defer ran(mine, 16);
  int panics = number % 3 == 0;
  int r = guarded(panics);
  expect(r == (panics ? number + 1 : 0));
  suspend();
}

int main(void) {
  static struct coroutine all[COUNT];
  int left = COUNT, rounds = 0;
  __defer printf("end\n");
  for (int i = 0; i < COUNT; i++) {
    struct coroutine *c = &all[i];
    c->number = i;
    c->stack = malloc(STACK);
    getcontext(&c->context);
    c->context.uc_stack.ss_sp = c->stack;
    c->context.uc_stack.ss_size = STACK;
    makecontext(&c->context, start, 0);
  }
  for (; left; rounds++)
    for (int i = 0; i < COUNT; i++) {
      if (all[i].done)
        continue;
      resume(&all[i]);
      if (all[i].done) {
        left--;
        expect(all[i].ran == 31 && !all[i].chain);
        free(all[i].stack);
      }
    }
  // CHECK: 0 wrong, 10 rounds
  printf("%ld wrong, %d rounds\n", wrong, rounds);
  // The thread's own chain is as it was.
  // CHECK: recovered
  // CHECK-NEXT: end
  __defer if (defer_recover()) puts("recovered");
  defer_panic("main's");
}
