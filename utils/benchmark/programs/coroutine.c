/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* coroutine.c - see coroutine.h. The switch saves what a call must not change.
 */
#include "coroutine.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef CHAIN
void *defer_exchange_chain(void *chain);
#endif

void bench_switch(void **from, void *to);
void bench_first(void);

#if defined(__x86_64__)
__asm__(".text\n"
        ".globl bench_switch\n.type bench_switch, @function\n"
        "bench_switch:\n"
        "  push %rbp\n  push %rbx\n  push %r12\n"
        "  push %r13\n  push %r14\n  push %r15\n"
        "  mov %rsp, (%rdi)\n  mov %rsi, %rsp\n"
        "  pop %r15\n  pop %r14\n  pop %r13\n"
        "  pop %r12\n  pop %rbx\n  pop %rbp\n"
        "  ret\n.size bench_switch, . - bench_switch\n");
enum { SAVED = 8, RETURN = 6 }; /* words, with one to align */
#elif defined(__aarch64__)
__asm__(".text\n"
        ".globl bench_switch\n.type bench_switch, %function\n"
        "bench_switch:\n"
        "  sub sp, sp, #160\n"
        "  stp x19, x20, [sp, #0]\n  stp x21, x22, [sp, #16]\n"
        "  stp x23, x24, [sp, #32]\n  stp x25, x26, [sp, #48]\n"
        "  stp x27, x28, [sp, #64]\n  stp x29, x30, [sp, #80]\n"
        "  stp d8, d9, [sp, #96]\n  stp d10, d11, [sp, #112]\n"
        "  stp d12, d13, [sp, #128]\n  stp d14, d15, [sp, #144]\n"
        "  mov x9, sp\n  str x9, [x0]\n  mov sp, x1\n"
        "  ldp x19, x20, [sp, #0]\n  ldp x21, x22, [sp, #16]\n"
        "  ldp x23, x24, [sp, #32]\n  ldp x25, x26, [sp, #48]\n"
        "  ldp x27, x28, [sp, #64]\n  ldp x29, x30, [sp, #80]\n"
        "  ldp d8, d9, [sp, #96]\n  ldp d10, d11, [sp, #112]\n"
        "  ldp d12, d13, [sp, #128]\n  ldp d14, d15, [sp, #144]\n"
        "  add sp, sp, #160\n"
        "  ret\n.size bench_switch, . - bench_switch\n");
enum { SAVED = 20, RETURN = 11 };
#endif

static struct coroutine *current;
static void *worker;

void bench_first(void) {
  struct coroutine *c = current;
  c->result = c->body(c->argument);
  c->ended = 1;
  for (;;)
    coroutine_yield();
}

void coroutine_make(struct coroutine *c, void *stack, size_t size,
                    long (*body)(int), int argument) {
  void **top = (void **)(((uintptr_t)stack + size) & ~(uintptr_t)15) - SAVED;
  for (int i = 0; i < SAVED; i++)
    top[i] = NULL;
  top[RETURN] = (void *)bench_first;
  c->stack = stack;
  c->top = top;
  c->chain = NULL;
  c->body = body;
  c->argument = argument;
  c->ended = 0;
}

void coroutine_resume(struct coroutine *c) {
  struct coroutine *before = current;
  void *outer = worker;
  current = c;
#ifdef CHAIN
  void *chain = defer_exchange_chain(c->chain);
#endif
  bench_switch(&worker, c->top);
#ifdef CHAIN
  c->chain = defer_exchange_chain(chain);
#endif
  worker = outer;
  current = before;
}

void coroutine_yield(void) {
  if (current)
    bench_switch(&current->top, worker);
}
