/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* coroutine.h - coroutines that a worker resumes in turn, on stacks of their
 * own. */
#ifndef COROUTINE_H
#define COROUTINE_H

#include <stddef.h>

struct coroutine {
  void *stack; /* what to free */
  void *top;   /* where it stopped */
  void *chain; /* unwind=chain: what is pending in it */
  long (*body)(int);
  int argument, ended;
  long result;
};

/* Makes one on a stack that is there. */
void coroutine_make(struct coroutine *c, void *stack, size_t size,
                    long (*body)(int), int argument);
/* Runs it until it yields or ends. */
void coroutine_resume(struct coroutine *c);
/* In one: back to who resumed it. Elsewhere: nothing. */
void coroutine_yield(void);

#endif
