/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * world.h - what all works act on.  No contender sees the bodies, and all link
 * the same object.
 *
 * An argument of a work with static deferrals is a way through it: the call
 * (of acquire, lock and step) that fails, counted from 1, or 0 for none, and 16
 * times the set of what is wanted.  A work with dynamic ones has the number of
 * rounds.
 *
 * What is released is folded into a sum in its order: all contenders must come to
 * the same.
 */
#ifndef WORLD_H
#define WORLD_H

#ifdef __cplusplus
extern "C" {
#endif

int acquire(int which); /* which, or 0: it failed */
void release(int which);
int lock(int which); /* < 0: it failed */
void unlock(int which);
int step(int which); /* < 0: it failed */
int wanted(int bit);
int value(int n);
void commit(int which);
void rollback(int which);
void tick(void); /* releases what needs no argument */

struct wide { long word[4]; };
void release_wide(const struct wide *w);

struct big { long word[8]; };

/* The driver's side. */
void world_reset(void);
void world_start(int way);
unsigned long world_sum(void);
unsigned long world_total(void); /* the same in any order */

/* Inside a coroutine (coroutine.c). */
void coroutine_yield(void);

/* Says that the list of work_long_list begins to end. */
void item_ends(void);

#ifdef __cplusplus
}
#endif

#endif
