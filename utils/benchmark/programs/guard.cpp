// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// guard.cpp - C++: a guard whose destructor calls a lambda, and a vector of
// std::function where there are many.
#include <functional>
#include <utility>
#include <vector>

#include "works.h"

template <typename F> struct Guard {
  F run;
  ~Guard() { run(); }
};
template <typename F> Guard(F) -> Guard<F>;

// A resource that may not be there.
struct Resource {
  int which = 0;
  ~Resource() {
    if (which)
      release(which);
  }
};

struct Deferred {
  std::vector<std::function<void()>> all;
  ~Deferred() {
    for (; !all.empty(); all.pop_back())
      all.back()();
  }
};

long work_one(int) {
  int a = acquire(1);
  if (!a)
    return -1;
  Guard on_exit{[&] { release(a); }};
  if (step(1) < 0)
    return -2;
  return value(a);
}

long work_two(int) {
  int a = acquire(1);
  if (!a)
    return -1;
  Guard a_exit{[&] { release(a); }};
  int b = acquire(2);
  if (!b)
    return -2;
  Guard b_exit{[&] { release(b); }};
  if (step(a) < 0)
    return -3;
  return value(b);
}

long work_four(int) {
  int a = acquire(1);
  if (!a)
    return -1;
  Guard a_exit{[&] { release(a); }};
  int b = acquire(2);
  if (!b)
    return -2;
  Guard b_exit{[&] { release(b); }};
  int c = acquire(3);
  if (!c)
    return -3;
  Guard c_exit{[&] { release(c); }};
  int d = acquire(4);
  if (!d)
    return -4;
  Guard d_exit{[&] { release(d); }};
  if (step(a) < 0)
    return -5;
  return value(d);
}

long work_eight(int) {
  int a = acquire(1);
  if (!a)
    return -1;
  Guard a_exit{[&] { release(a); }};
  int b = acquire(2);
  if (!b)
    return -2;
  Guard b_exit{[&] { release(b); }};
  int c = acquire(3);
  if (!c)
    return -3;
  Guard c_exit{[&] { release(c); }};
  int d = acquire(4);
  if (!d)
    return -4;
  Guard d_exit{[&] { release(d); }};
  int e = acquire(5);
  if (!e)
    return -5;
  Guard e_exit{[&] { release(e); }};
  int f = acquire(6);
  if (!f)
    return -6;
  Guard f_exit{[&] { release(f); }};
  int g = acquire(7);
  if (!g)
    return -7;
  Guard g_exit{[&] { release(g); }};
  int h = acquire(8);
  if (!h)
    return -8;
  Guard h_exit{[&] { release(h); }};
  if (step(a) < 0)
    return -9;
  return value(h);
}

long work_locked(int) {
  if (lock(5) < 0)
    return -1;
  Guard on_exit{[] { unlock(5); }};
  int n = step(1);
  if (n < 0)
    return -2;
  if (step(2) < 0)
    return -3;
  return value(n);
}

long work_conditional(int) {
  Resource first, second;
  if (wanted(0)) {
    first.which = acquire(1);
    if (!first.which)
      return -1;
  }
  if (wanted(1)) {
    second.which = acquire(2);
    if (!second.which)
      return -2;
  }
  if (step(3) < 0)
    return -3;
  return value(4);
}

long work_nested(int) {
  int a = acquire(1);
  if (!a)
    return -1;
  Guard a_exit{[&] { release(a); }};
  {
    int b = acquire(2);
    if (!b)
      return -2;
    Guard b_exit{[&] { release(b); }};
    {
      int c = acquire(3);
      if (!c)
        return -3;
      Guard c_exit{[&] { release(c); }};
      if (step(b) < 0)
        return -4;
    }
  }
  return value(a);
}

long work_scoped(int) {
  long sum = 0;
  for (int i = 1; i <= 3; i++) {
    int a = acquire(i);
    if (!a)
      return -1;
    Guard a_exit{[&] { release(a); }};
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

long work_outcome(int) {
  int rc;
  if (lock(6) < 0)
    return -1;
  Guard on_exit{[&] {
    if (rc < 0)
      rollback(6);
    else
      commit(6);
  }};
  rc = step(1);
  if (rc < 0)
    return -2;
  rc = step(2);
  if (rc < 0)
    return -3;
  return value(rc);
}

big work_structure(int) {
  big r = {{0}};
  if (lock(7) < 0)
    return r;
  Guard on_exit{[] { unlock(7); }};
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
  Guard a_exit{[&] { release(a); }};
  int b = acquire(n + 2);
  if (!b)
    return -2;
  Guard b_exit{[&] { release(b); }};
  coroutine_yield();
  return value(n);
}

long work_plain(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++)
    at_end.all.emplace_back(tick);
  return n;
}

long work_kept(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++) {
    int a = acquire(i + 1);
    if (!a)
      return -1;
    at_end.all.emplace_back([a] { release(a); });
  }
  return n;
}

long work_captured(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++)
    at_end.all.emplace_back([i] { release(i); });
  return n;
}

long work_wide(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++) {
    wide w = {{i, 2, 3, i}};
    at_end.all.emplace_back([w] { release_wide(&w); });
  }
  return n;
}

long work_sites(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++) {
    if (i & 1)
      at_end.all.emplace_back([i] { release(i); });
    else
      at_end.all.emplace_back([i] { unlock(i); });
  }
  return n;
}

long work_named(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++) {
    at_end.all.emplace_back([i] { release(i); });
    if (i % 3 == 1) {
      auto newest = std::move(at_end.all.back());
      at_end.all.pop_back();
      newest();
    } else if (i % 3 == 2)
      at_end.all.pop_back();
  }
  return n;
}

long work_long_list(int n) {
  Deferred at_end;
  for (int i = 0; i < n; i++)
    at_end.all.emplace_back([i] { release(i); });
  item_ends();
  return n;
}

long work_task_loop(int n) {
  Deferred at_end;
  for (int i = 1; i <= 2; i++) {
    int a = acquire(n + i);
    if (!a)
      return -1;
    at_end.all.emplace_back([a] { release(a); });
  }
  coroutine_yield();
  return value(n);
}

// Panic and recover: throw and catch.

static int thrown;

template <bool Pending> __attribute__((noinline)) static void down(int n) {
  if constexpr (Pending) {
    Guard at_exit{[] { tick(); }};
    if (n == 1)
      throw &thrown;
    down<Pending>(n - 1);
    __asm__ volatile("" ::: "memory");
  } else {
    if (n == 1)
      throw &thrown;
    down<Pending>(n - 1);
    __asm__ volatile("" ::: "memory");
  }
}

template <bool Pending> static long once(int depth) {
  try {
    if (depth == 0)
      throw &thrown;
    down<Pending>(depth);
  } catch (int *) {
    return 1;
  }
  return 0;
}

long work_panic(int depth) { return once<true>(depth); }
long work_panic_bare(int depth) { return once<false>(depth); }
