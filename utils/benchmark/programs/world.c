/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* world.c - see world.h. */
#include "world.h"

static int calls, fails, wants;
static unsigned long sum, total;

static void fold(long n) {
  sum = sum * 31 + (unsigned long)n;
  total += (unsigned long)n;
}
static int works(void) { return ++calls != fails; }

int acquire(int which) { return works() ? which : 0; }
void release(int which) { fold(which); }
int lock(int which) { return works() ? which : -1; }
void unlock(int which) { fold(which + 1000); }
int step(int which) { return works() ? which : -1; }
int wanted(int bit) { return wants >> bit & 1; }
int value(int n) { return n + 7; }
void commit(int which) { fold(which + 2000); }
void rollback(int which) { fold(which + 3000); }
void tick(void) { fold(1); }
void release_wide(const struct wide *w) {
  fold(w->word[0] + w->word[1] + w->word[2] + w->word[3]);
}

void world_reset(void) { sum = total = 0; }
void world_start(int way) {
  calls = 0;
  fails = way & 15;
  wants = way >> 4;
}
unsigned long world_sum(void) { return sum; }
unsigned long world_total(void) { return total; }
