/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* macros.c - with a library of macros: setjmp_defer.h or list_defer.h. What may
 * be deferred is the call of a function with a number. */
#include LIBRARY
#include "works.h"

long work_one(int way) {
  (void)way;
  SCOPE(long);
  int a = acquire(1);
  if (!a)
    RETURN(-1);
  DEFER(release, a);
  if (step(1) < 0)
    RETURN(-2);
  RETURN(value(a));
}

long work_two(int way) {
  (void)way;
  SCOPE(long);
  int a = acquire(1);
  if (!a)
    RETURN(-1);
  DEFER(release, a);
  int b = acquire(2);
  if (!b)
    RETURN(-2);
  DEFER(release, b);
  if (step(a) < 0)
    RETURN(-3);
  RETURN(value(b));
}

long work_four(int way) {
  (void)way;
  SCOPE(long);
  int a = acquire(1);
  if (!a)
    RETURN(-1);
  DEFER(release, a);
  int b = acquire(2);
  if (!b)
    RETURN(-2);
  DEFER(release, b);
  int c = acquire(3);
  if (!c)
    RETURN(-3);
  DEFER(release, c);
  int d = acquire(4);
  if (!d)
    RETURN(-4);
  DEFER(release, d);
  if (step(a) < 0)
    RETURN(-5);
  RETURN(value(d));
}

long work_eight(int way) {
  (void)way;
  SCOPE(long);
  int a = acquire(1);
  if (!a)
    RETURN(-1);
  DEFER(release, a);
  int b = acquire(2);
  if (!b)
    RETURN(-2);
  DEFER(release, b);
  int c = acquire(3);
  if (!c)
    RETURN(-3);
  DEFER(release, c);
  int d = acquire(4);
  if (!d)
    RETURN(-4);
  DEFER(release, d);
  int e = acquire(5);
  if (!e)
    RETURN(-5);
  DEFER(release, e);
  int f = acquire(6);
  if (!f)
    RETURN(-6);
  DEFER(release, f);
  int g = acquire(7);
  if (!g)
    RETURN(-7);
  DEFER(release, g);
  int h = acquire(8);
  if (!h)
    RETURN(-8);
  DEFER(release, h);
  if (step(a) < 0)
    RETURN(-9);
  RETURN(value(h));
}

long work_locked(int way) {
  (void)way;
  SCOPE(long);
  if (lock(5) < 0)
    RETURN(-1);
  DEFER(unlock, 5);
  int n = step(1);
  if (n < 0)
    RETURN(-2);
  if (step(2) < 0)
    RETURN(-3);
  RETURN(value(n));
}

struct big work_structure(int way) {
  (void)way;
  SCOPE(struct big);
  struct big r = {{0}};
  if (lock(7) < 0)
    RETURN(r);
  DEFER(unlock, 7);
  r.word[0] = value(1);
  if (step(1) < 0)
    RETURN(r);
  r.word[7] = value(2);
  RETURN(r);
}

long work_task(int n) {
  SCOPE(long);
  int a = acquire(n + 1);
  if (!a)
    RETURN(-1);
  DEFER(release, a);
  int b = acquire(n + 2);
  if (!b)
    RETURN(-2);
  DEFER(release, b);
  coroutine_yield();
  RETURN(value(n));
}

#ifdef DEFER_IN_LOOP

long work_kept(int n) {
  SCOPE(long);
  for (int i = 0; i < n; i++) {
    int a = acquire(i + 1);
    if (!a)
      RETURN(-1);
    DEFER_IN_LOOP(release, a);
  }
  RETURN(n);
}

long work_captured(int n) {
  SCOPE(long);
  for (int i = 0; i < n; i++)
    DEFER_IN_LOOP(release, i);
  RETURN(n);
}

long work_sites(int n) {
  SCOPE(long);
  for (int i = 0; i < n; i++) {
    if (i & 1)
      DEFER_IN_LOOP(release, i);
    else
      DEFER_IN_LOOP(unlock, i);
  }
  RETURN(n);
}

long work_long_list(int n) {
  SCOPE(long);
  for (int i = 0; i < n; i++)
    DEFER_IN_LOOP(release, i);
  item_ends();
  RETURN(n);
}

long work_task_loop(int n) {
  SCOPE(long);
  for (int i = 1; i <= 2; i++) {
    int a = acquire(n + i);
    if (!a)
      RETURN(-1);
    DEFER_IN_LOOP(release, a);
  }
  coroutine_yield();
  RETURN(value(n));
}

#endif
