/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* cleanup.c - the attribute, as it is used in many projects: a function for
 * each kind of resource, which leaves what was not acquired alone. */
#include "works.h"

#define CLEANUP(F) __attribute__((cleanup(F)))

static void release_it(const int *which) {
  if (*which)
    release(*which);
}
static void unlock_it(const int *which) { unlock(*which); }
struct outcome {
  int *rc, which;
};
static void end_it(const struct outcome *it) {
  if (*it->rc < 0)
    rollback(it->which);
  else
    commit(it->which);
}

long work_one(int way) {
  (void)way;
  int a CLEANUP(release_it) = acquire(1);
  if (!a)
    return -1;
  if (step(1) < 0)
    return -2;
  return value(a);
}

long work_two(int way) {
  (void)way;
  int a CLEANUP(release_it) = acquire(1);
  if (!a)
    return -1;
  int b CLEANUP(release_it) = acquire(2);
  if (!b)
    return -2;
  if (step(a) < 0)
    return -3;
  return value(b);
}

long work_four(int way) {
  (void)way;
  int a CLEANUP(release_it) = acquire(1);
  if (!a)
    return -1;
  int b CLEANUP(release_it) = acquire(2);
  if (!b)
    return -2;
  int c CLEANUP(release_it) = acquire(3);
  if (!c)
    return -3;
  int d CLEANUP(release_it) = acquire(4);
  if (!d)
    return -4;
  if (step(a) < 0)
    return -5;
  return value(d);
}

long work_eight(int way) {
  (void)way;
  int a CLEANUP(release_it) = acquire(1);
  if (!a)
    return -1;
  int b CLEANUP(release_it) = acquire(2);
  if (!b)
    return -2;
  int c CLEANUP(release_it) = acquire(3);
  if (!c)
    return -3;
  int d CLEANUP(release_it) = acquire(4);
  if (!d)
    return -4;
  int e CLEANUP(release_it) = acquire(5);
  if (!e)
    return -5;
  int f CLEANUP(release_it) = acquire(6);
  if (!f)
    return -6;
  int g CLEANUP(release_it) = acquire(7);
  if (!g)
    return -7;
  int h CLEANUP(release_it) = acquire(8);
  if (!h)
    return -8;
  if (step(a) < 0)
    return -9;
  return value(h);
}

long work_locked(int way) {
  (void)way;
  if (lock(5) < 0)
    return -1;
  int locked CLEANUP(unlock_it) = 5;
  int n = step(1);
  if (n < 0)
    return -2;
  if (step(2) < 0)
    return -3;
  return value(n);
}

long work_conditional(int way) {
  (void)way;
  int first CLEANUP(release_it) = 0;
  if (wanted(0)) {
    first = acquire(1);
    if (!first)
      return -1;
  }
  int second CLEANUP(release_it) = 0;
  if (wanted(1)) {
    second = acquire(2);
    if (!second)
      return -2;
  }
  if (step(3) < 0)
    return -3;
  return value(4);
}

long work_nested(int way) {
  (void)way;
  int a CLEANUP(release_it) = acquire(1);
  if (!a)
    return -1;
  {
    int b CLEANUP(release_it) = acquire(2);
    if (!b)
      return -2;
    {
      int c CLEANUP(release_it) = acquire(3);
      if (!c)
        return -3;
      if (step(b) < 0)
        return -4;
    }
  }
  return value(a);
}

long work_scoped(int way) {
  (void)way;
  long sum = 0;
  for (int i = 1; i <= 3; i++) {
    int a CLEANUP(release_it) = acquire(i);
    if (!a)
      return -1;
    if (step(i) < 0)
      continue;
    if (step(i + 1) < 0)
      break;
    if (step(i + 2) < 0)
      return -2;
    sum += value(i);
  }
  return sum;
}

long work_outcome(int way) {
  (void)way;
  int rc;
  if (lock(6) < 0)
    return -1;
  struct outcome at_end CLEANUP(end_it) = {&rc, 6};
  rc = step(1);
  if (rc < 0)
    return -2;
  rc = step(2);
  if (rc < 0)
    return -3;
  return value(rc);
}

struct big work_structure(int way) {
  (void)way;
  struct big r = {{0}};
  if (lock(7) < 0)
    return r;
  int locked CLEANUP(unlock_it) = 7;
  r.word[0] = value(1);
  if (step(1) < 0)
    return r;
  r.word[7] = value(2);
  return r;
}

long work_task(int n) {
  int a CLEANUP(release_it) = acquire(n + 1);
  if (!a)
    return -1;
  int b CLEANUP(release_it) = acquire(n + 2);
  if (!b)
    return -2;
  coroutine_yield();
  return value(n);
}
