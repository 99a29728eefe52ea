/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* early.c - each early return releases by itself what was acquired before it.
 */
#include "works.h"

long work_one(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  if (step(1) < 0) {
    release(a);
    return -2;
  }
  long r = value(a);
  release(a);
  return r;
}

long work_two(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  int b = acquire(2);
  if (!b) {
    release(a);
    return -2;
  }
  if (step(a) < 0) {
    release(b);
    release(a);
    return -3;
  }
  long r = value(b);
  release(b);
  release(a);
  return r;
}

long work_four(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  int b = acquire(2);
  if (!b) {
    release(a);
    return -2;
  }
  int c = acquire(3);
  if (!c) {
    release(b);
    release(a);
    return -3;
  }
  int d = acquire(4);
  if (!d) {
    release(c);
    release(b);
    release(a);
    return -4;
  }
  if (step(a) < 0) {
    release(d);
    release(c);
    release(b);
    release(a);
    return -5;
  }
  long r = value(d);
  release(d);
  release(c);
  release(b);
  release(a);
  return r;
}

long work_eight(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  int b = acquire(2);
  if (!b) {
    release(a);
    return -2;
  }
  int c = acquire(3);
  if (!c) {
    release(b);
    release(a);
    return -3;
  }
  int d = acquire(4);
  if (!d) {
    release(c);
    release(b);
    release(a);
    return -4;
  }
  int e = acquire(5);
  if (!e) {
    release(d);
    release(c);
    release(b);
    release(a);
    return -5;
  }
  int f = acquire(6);
  if (!f) {
    release(e);
    release(d);
    release(c);
    release(b);
    release(a);
    return -6;
  }
  int g = acquire(7);
  if (!g) {
    release(f);
    release(e);
    release(d);
    release(c);
    release(b);
    release(a);
    return -7;
  }
  int h = acquire(8);
  if (!h) {
    release(g);
    release(f);
    release(e);
    release(d);
    release(c);
    release(b);
    release(a);
    return -8;
  }
  if (step(a) < 0) {
    release(h);
    release(g);
    release(f);
    release(e);
    release(d);
    release(c);
    release(b);
    release(a);
    return -9;
  }
  long r = value(h);
  release(h);
  release(g);
  release(f);
  release(e);
  release(d);
  release(c);
  release(b);
  release(a);
  return r;
}

long work_locked(int way) {
  (void)way;
  if (lock(5) < 0)
    return -1;
  int n = step(1);
  if (n < 0) {
    unlock(5);
    return -2;
  }
  if (step(2) < 0) {
    unlock(5);
    return -3;
  }
  long r = value(n);
  unlock(5);
  return r;
}

long work_conditional(int way) {
  (void)way;
  int first = 0, second = 0;
  if (wanted(0)) {
    if (!acquire(1))
      return -1;
    first = 1;
  }
  if (wanted(1)) {
    if (!acquire(2)) {
      if (first)
        release(1);
      return -2;
    }
    second = 1;
  }
  if (step(3) < 0) {
    if (second)
      release(2);
    if (first)
      release(1);
    return -3;
  }
  long r = value(4);
  if (second)
    release(2);
  if (first)
    release(1);
  return r;
}

long work_nested(int way) {
  (void)way;
  int a = acquire(1);
  if (!a)
    return -1;
  {
    int b = acquire(2);
    if (!b) {
      release(a);
      return -2;
    }
    {
      int c = acquire(3);
      if (!c) {
        release(b);
        release(a);
        return -3;
      }
      if (step(b) < 0) {
        release(c);
        release(b);
        release(a);
        return -4;
      }
      release(c);
    }
    release(b);
  }
  long r = value(a);
  release(a);
  return r;
}

long work_scoped(int way) {
  (void)way;
  long sum = 0;
  for (int i = 1; i <= 3; i++) {
    int a = acquire(i);
    if (!a)
      return -1;
    if (step(i) < 0) {
      release(a);
      continue;
    }
    if (step(i + 1) < 0) {
      release(a);
      break;
    }
    if (step(i + 2) < 0) {
      release(a);
      return -2;
    }
    sum += value(i);
    release(a);
  }
  return sum;
}

long work_outcome(int way) {
  (void)way;
  if (lock(6) < 0)
    return -1;
  int rc = step(1);
  if (rc < 0) {
    rollback(6);
    return -2;
  }
  rc = step(2);
  if (rc < 0) {
    rollback(6);
    return -3;
  }
  long r = value(rc);
  commit(6);
  return r;
}

struct big work_structure(int way) {
  (void)way;
  struct big r = {{0}};
  if (lock(7) < 0)
    return r;
  r.word[0] = value(1);
  if (step(1) < 0) {
    unlock(7);
    return r;
  }
  r.word[7] = value(2);
  unlock(7);
  return r;
}

long work_task(int n) {
  int a = acquire(n + 1);
  if (!a)
    return -1;
  int b = acquire(n + 2);
  if (!b) {
    release(a);
    return -2;
  }
  coroutine_yield();
  long r = value(n);
  release(b);
  release(a);
  return r;
}
