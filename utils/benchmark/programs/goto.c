/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* goto.c - as a careful C programmer writes it: the result first, then a ladder
 * of labels, flags where a resource is optional, and an array where there are
 * many (array.h). */
#include "array.h"
#include "works.h"

long work_one(int way) {
  (void)way;
  long r;
  int a = acquire(1);
  if (!a)
    return -1;
  if (step(1) < 0) {
    r = -2;
    goto out;
  }
  r = value(a);
out:
  release(a);
  return r;
}

long work_two(int way) {
  (void)way;
  long r;
  int a = acquire(1), b;
  if (!a)
    return -1;
  b = acquire(2);
  if (!b) {
    r = -2;
    goto out_a;
  }
  if (step(a) < 0) {
    r = -3;
    goto out_b;
  }
  r = value(b);
out_b:
  release(b);
out_a:
  release(a);
  return r;
}

long work_four(int way) {
  (void)way;
  long r;
  int a, b, c, d;
  a = acquire(1);
  if (!a)
    return -1;
  b = acquire(2);
  if (!b) {
    r = -2;
    goto out_a;
  }
  c = acquire(3);
  if (!c) {
    r = -3;
    goto out_b;
  }
  d = acquire(4);
  if (!d) {
    r = -4;
    goto out_c;
  }
  if (step(a) < 0) {
    r = -5;
    goto out_d;
  }
  r = value(d);
out_d:
  release(d);
out_c:
  release(c);
out_b:
  release(b);
out_a:
  release(a);
  return r;
}

long work_eight(int way) {
  (void)way;
  long r;
  int a, b, c, d, e, f, g, h;
  a = acquire(1);
  if (!a)
    return -1;
  b = acquire(2);
  if (!b) {
    r = -2;
    goto out_a;
  }
  c = acquire(3);
  if (!c) {
    r = -3;
    goto out_b;
  }
  d = acquire(4);
  if (!d) {
    r = -4;
    goto out_c;
  }
  e = acquire(5);
  if (!e) {
    r = -5;
    goto out_d;
  }
  f = acquire(6);
  if (!f) {
    r = -6;
    goto out_e;
  }
  g = acquire(7);
  if (!g) {
    r = -7;
    goto out_f;
  }
  h = acquire(8);
  if (!h) {
    r = -8;
    goto out_g;
  }
  if (step(a) < 0) {
    r = -9;
    goto out_h;
  }
  r = value(h);
out_h:
  release(h);
out_g:
  release(g);
out_f:
  release(f);
out_e:
  release(e);
out_d:
  release(d);
out_c:
  release(c);
out_b:
  release(b);
out_a:
  release(a);
  return r;
}

long work_locked(int way) {
  (void)way;
  long r;
  int n;
  if (lock(5) < 0)
    return -1;
  n = step(1);
  if (n < 0) {
    r = -2;
    goto out;
  }
  if (step(2) < 0) {
    r = -3;
    goto out;
  }
  r = value(n);
out:
  unlock(5);
  return r;
}

long work_conditional(int way) {
  (void)way;
  long r;
  int first = 0, second = 0;
  if (wanted(0)) {
    if (!acquire(1))
      return -1;
    first = 1;
  }
  if (wanted(1)) {
    if (!acquire(2)) {
      r = -2;
      goto out_first;
    }
    second = 1;
  }
  if (step(3) < 0) {
    r = -3;
    goto out_second;
  }
  r = value(4);
out_second:
  if (second)
    release(2);
out_first:
  if (first)
    release(1);
  return r;
}

long work_nested(int way) {
  (void)way;
  long r;
  int a, b, c;
  a = acquire(1);
  if (!a)
    return -1;
  b = acquire(2);
  if (!b) {
    r = -2;
    goto out_a;
  }
  c = acquire(3);
  if (!c) {
    r = -3;
    goto out_b;
  }
  if (step(b) < 0) {
    r = -4;
    goto out_c;
  }
  r = value(a);
out_c:
  release(c);
out_b:
  release(b);
out_a:
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
  long r;
  int rc;
  if (lock(6) < 0)
    return -1;
  rc = step(1);
  if (rc < 0) {
    r = -2;
    goto out;
  }
  rc = step(2);
  if (rc < 0) {
    r = -3;
    goto out;
  }
  r = value(rc);
out:
  if (rc < 0)
    rollback(6);
  else
    commit(6);
  return r;
}

struct big work_structure(int way) {
  (void)way;
  struct big r = {{0}};
  if (lock(7) < 0)
    return r;
  r.word[0] = value(1);
  if (step(1) < 0)
    goto out;
  r.word[7] = value(2);
out:
  unlock(7);
  return r;
}

long work_task(int n) {
  long r;
  int a, b;
  a = acquire(n + 1);
  if (!a)
    return -1;
  b = acquire(n + 2);
  if (!b) {
    r = -2;
    goto out;
  }
  coroutine_yield();
  r = value(n);
  release(b);
out:
  release(a);
  return r;
}

/* Arrays of closures: what is to be called, and what it was given. */

struct plain {
  void (*run)(void);
};
ARRAY(plain)

long work_plain(int n) {
  struct plain_array all;
  plain_start(&all);
  for (int i = 0; i < n; i++)
    plain_push(&all)->run = tick;
  for (struct plain *p; (p = plain_pop(&all));)
    p->run();
  plain_end(&all);
  return n;
}

struct closure {
  void (*run)(int);
  int which;
};
ARRAY(closure)

static void run_all(struct closure_array *all) {
  for (struct closure *c; (c = closure_pop(all));)
    c->run(c->which);
  closure_end(all);
}

long work_kept(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 0; i < n; i++) {
    int a = acquire(i + 1);
    if (!a) {
      run_all(&all);
      return -1;
    }
    *closure_push(&all) = (struct closure){release, a};
  }
  run_all(&all);
  return n;
}

long work_captured(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 0; i < n; i++)
    *closure_push(&all) = (struct closure){release, i};
  run_all(&all);
  return n;
}

struct wide_closure {
  void (*run)(const struct wide *);
  struct wide with;
};
ARRAY(wide_closure)

long work_wide(int n) {
  struct wide_closure_array all;
  wide_closure_start(&all);
  for (int i = 0; i < n; i++)
    *wide_closure_push(&all) =
        (struct wide_closure){release_wide, {{i, 2, 3, i}}};
  for (struct wide_closure *c; (c = wide_closure_pop(&all));)
    c->run(&c->with);
  wide_closure_end(&all);
  return n;
}

long work_sites(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 0; i < n; i++) {
    if (i & 1)
      *closure_push(&all) = (struct closure){release, i};
    else
      *closure_push(&all) = (struct closure){unlock, i};
  }
  run_all(&all);
  return n;
}

/* One that is run early or cancelled is the newest here, as is usual. */
long work_named(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 0; i < n; i++) {
    *closure_push(&all) = (struct closure){release, i};
    if (i % 3 == 1) {
      struct closure *c = closure_pop(&all);
      c->run(c->which);
    } else if (i % 3 == 2)
      closure_pop(&all);
  }
  run_all(&all);
  return n;
}

long work_long_list(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 0; i < n; i++)
    *closure_push(&all) = (struct closure){release, i};
  item_ends();
  run_all(&all);
  return n;
}

long work_task_loop(int n) {
  struct closure_array all;
  closure_start(&all);
  for (int i = 1; i <= 2; i++) {
    int a = acquire(n + i);
    if (!a) {
      run_all(&all);
      return -1;
    }
    *closure_push(&all) = (struct closure){release, a};
  }
  coroutine_yield();
  run_all(&all);
  return value(n);
}
