/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * works.h - the works that contenders have functions for, named work_NAME.  All
 * are weak to the driver: a way of writing that cannot do a work has none.
 */
#ifndef WORKS_H
#define WORKS_H

#include "world.h"

/* The argument is a way. */
#define WAY_WORKS(F)                                                           \
  F(one)         /* a resource, early returns */                               \
  F(two)         /* resources, each with an early return */                    \
  F(four)                                                                      \
  F(eight)                                                                     \
  F(locked)      /* lock and unlock, early returns */                          \
  F(conditional) /* two resources, each only if wanted */                      \
  F(nested)      /* resources of blocks in blocks */                           \
  F(scoped)      /* one in each round of a loop, released at its end */        \
  F(outcome)     /* commit or roll back */
/* work_structure, too, which returns a structure. */

/* The argument is a number of rounds, or whatever it says. */
#define ROUND_WORKS(F)                                                         \
  F(plain)       /* n rounds of a loop defer a call without arguments */       \
  F(kept)        /* the same, of a variable of the round */                    \
  F(captured)    /* the same, of a copy */                                     \
  F(wide)        /* the same, of a copy of 32 bytes */                         \
  F(sites)       /* two deferrals by turns */                                  \
  F(named)       /* of three, one is run early, one cancelled, one kept */     \
  F(long_list)   /* n rounds, and then item_ends() is called */               \
  F(task)        /* what a coroutine does: two resources */                    \
  F(task_loop)   /* the same, acquired in a loop */                            \
  F(panic)       /* panic and recover through n frames; 0: in one */           \
  F(panic_bare)  /* the same through frames with nothing pending */

#ifdef __cplusplus
extern "C" {
#endif
#define DECLARE(NAME) long work_##NAME(int argument) WORK_ATTRIBUTE;
#ifndef WORK_ATTRIBUTE
#define WORK_ATTRIBUTE
#endif
WAY_WORKS(DECLARE) ROUND_WORKS(DECLARE)
struct big work_structure(int argument) WORK_ATTRIBUTE;
#undef DECLARE
#ifdef __cplusplus
}
#endif

#endif
