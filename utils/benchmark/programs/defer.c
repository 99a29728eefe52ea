/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * defer.c - with a word for deferrals.  DEFER { S } defers to the end of the
 * function and SCOPED { S } to that of the block; where all that there is
 * defers to the end of a block (BLOCKS is 1), what is optional has a flag.
 */
#include "works.h"

#ifdef NESTED_FUNCTIONS /* GCC: a nested function is the cleanup of a variable \
                         */
#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define DEFER_(n)                                                              \
  auto void JOIN(cleanup_, n)(const int *);                                    \
  const int JOIN(pending_, n) __attribute__((cleanup(JOIN(cleanup_, n)))) = 0; \
  void JOIN(cleanup_, n)(__attribute__((unused)) const int *unused)
#define DEFER DEFER_(__COUNTER__)
#define SCOPED DEFER
#elif BLOCKS
#define DEFER _Defer
#define SCOPED _Defer
#else
#define DEFER __defer
#define SCOPED _Defer
#endif

long work_one(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  DEFER { release(a); }
  if (step(1) < 0)
    return -2;
  return value(a);
}

long work_two(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  DEFER { release(a); }
  int b = acquire(2);
  if (!b)
    return -2;
  DEFER { release(b); }
  if (step(a) < 0)
    return -3;
  return value(b);
}

long work_four(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  DEFER { release(a); }
  int b = acquire(2);
  if (!b)
    return -2;
  DEFER { release(b); }
  int c = acquire(3);
  if (!c)
    return -3;
  DEFER { release(c); }
  int d = acquire(4);
  if (!d)
    return -4;
  DEFER { release(d); }
  if (step(a) < 0)
    return -5;
  return value(d);
}

long work_eight(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  DEFER { release(a); }
  int b = acquire(2);
  if (!b)
    return -2;
  DEFER { release(b); }
  int c = acquire(3);
  if (!c)
    return -3;
  DEFER { release(c); }
  int d = acquire(4);
  if (!d)
    return -4;
  DEFER { release(d); }
  int e = acquire(5);
  if (!e)
    return -5;
  DEFER { release(e); }
  int f = acquire(6);
  if (!f)
    return -6;
  DEFER { release(f); }
  int g = acquire(7);
  if (!g)
    return -7;
  DEFER { release(g); }
  int h = acquire(8);
  if (!h)
    return -8;
  DEFER { release(h); }
  if (step(a) < 0)
    return -9;
  return value(h);
}

long work_locked(int way) {
  (void)way;
  if (lock(5) < 0)
    return -1;
  DEFER { unlock(5); }
  int n = step(1);
  if (n < 0)
    return -2;
  if (step(2) < 0)
    return -3;
  return value(n);
}

long work_conditional(int way) {
  (void)way;
#if BLOCKS
  int first = 0, second = 0;
  DEFER {
    if (first)
      release(1);
  }
#endif
  if (wanted(0)) {
    if (!acquire(1))
      return -1;
#if BLOCKS
    first = 1;
#else
    DEFER { release(1); }
#endif
  }
#if BLOCKS
  DEFER {
    if (second)
      release(2);
  }
#endif
  if (wanted(1)) {
    if (!acquire(2))
      return -2;
#if BLOCKS
    second = 1;
#else
    DEFER { release(2); }
#endif
  }
  if (step(3) < 0)
    return -3;
  return value(4);
}

long work_nested(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  DEFER { release(a); }
  {
    int b = acquire(2);
    if (!b)
      return -2;
    DEFER { release(b); }
    {
      int c = acquire(3);
      if (!c)
        return -3;
      DEFER { release(c); }
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
    int a = acquire(i);
    if (!a)
      return -1;
    SCOPED { release(a); }
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
  DEFER {
    if (rc < 0)
      rollback(6);
    else
      commit(6);
  }
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
  DEFER { unlock(7); }
  r.word[0] = value(1);
  if (step(1) < 0)
    return r;
  r.word[7] = value(2);
  return r;
}

long work_task(int n) {
  int a = acquire(n + 1);
  if (!a)
    return -1;
  DEFER { release(a); }
  int b = acquire(n + 2);
  if (!b)
    return -2;
  DEFER { release(b); }
  coroutine_yield();
  return value(n);
}
