// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each function twice: with __defer, and as a careful C programmer writes it
// without, with the result computed before anything is released. The code of
// the first may not be longer than that of the second, nor may any way
// through it execute more instructions.
//
// The twins must also do the same: the driver compares what they call.
// count-*.test compile and count them.

#include "Inputs/goto-twins.h"

/* One deferral, three returns. */

long one_lock_defer(int a) {
  int n;
  if (lock(a) < 0)
    return -1;
  __defer unlock(a);
  n = step(1);
  if (n < 0)
    return -2;
  return value(n);
}

long one_lock_goto(int a) {
  int n;
  long r;
  if (lock(a) < 0)
    return -1;
  n = step(1);
  if (n < 0) {
    r = -2;
    goto out;
  }
  r = value(n);
out:
  unlock(a);
  return r;
}

long two_buffers_defer(int a) {
  void *p, *q;
  p = take(a + 8);
  if (!p)
    return -1;
  __defer give(p);
  q = take(a + 16);
  if (!q)
    return -1;
  __defer give(q);
  if (step(a) < 0)
    return -2;
  return work(p, q);
}

long two_buffers_goto(int a) {
  void *p, *q;
  long r;
  p = take(a + 8);
  if (!p)
    return -1;
  q = take(a + 16);
  if (!q) {
    r = -1;
    goto out_p;
  }
  if (step(a) < 0) {
    r = -2;
    goto out_q;
  }
  r = work(p, q);
out_q:
  give(q);
out_p:
  give(p);
  return r;
}

long ladder_four_defer(int a) {
  void *p;
  int in, out;
  if (lock(a) < 0)
    return -1;
  __defer unlock(a);
  in = open_file(a);
  if (in < 0)
    return -2;
  __defer close_file(in);
  out = open_file(a + 1);
  if (out < 0)
    return -3;
  __defer close_file(out);
  p = take(4096);
  if (!p)
    return -4;
  __defer give(p);
  if (step(in) < 0)
    return -5;
  if (step(out) < 0)
    return -6;
  return work(p, p);
}

long ladder_four_goto(int a) {
  void *p;
  int in, out;
  long r;
  if (lock(a) < 0)
    return -1;
  in = open_file(a);
  if (in < 0) {
    r = -2;
    goto out_lock;
  }
  out = open_file(a + 1);
  if (out < 0) {
    r = -3;
    goto out_in;
  }
  p = take(4096);
  if (!p) {
    r = -4;
    goto out_out;
  }
  if (step(in) < 0) {
    r = -5;
    goto out_p;
  }
  if (step(out) < 0) {
    r = -6;
    goto out_p;
  }
  r = work(p, p);
out_p:
  give(p);
out_out:
  close_file(out);
out_in:
  close_file(in);
out_lock:
  unlock(a);
  return r;
}

long ladder_eight_defer(int a) {
  void *p[4];
  if (lock(0) < 0)
    return -1;
  __defer unlock(0);
  if (lock(1) < 0)
    return -2;
  __defer unlock(1);
  if (lock(2) < 0)
    return -3;
  __defer unlock(2);
  if (lock(3) < 0)
    return -4;
  __defer unlock(3);
  p[0] = take(a);
  if (!p[0])
    return -5;
  __defer give(p[0]);
  p[1] = take(a);
  if (!p[1])
    return -6;
  __defer give(p[1]);
  p[2] = take(a);
  if (!p[2])
    return -7;
  __defer give(p[2]);
  p[3] = take(a);
  if (!p[3])
    return -8;
  __defer give(p[3]);
  if (work(p[0], p[1]) < 0)
    return -9;
  return work(p[2], p[3]);
}

long ladder_eight_goto(int a) {
  void *p[4];
  long r;
  if (lock(0) < 0)
    return -1;
  if (lock(1) < 0) {
    r = -2;
    goto unlock0;
  }
  if (lock(2) < 0) {
    r = -3;
    goto unlock1;
  }
  if (lock(3) < 0) {
    r = -4;
    goto unlock2;
  }
  p[0] = take(a);
  if (!p[0]) {
    r = -5;
    goto unlock3;
  }
  p[1] = take(a);
  if (!p[1]) {
    r = -6;
    goto give0;
  }
  p[2] = take(a);
  if (!p[2]) {
    r = -7;
    goto give1;
  }
  p[3] = take(a);
  if (!p[3]) {
    r = -8;
    goto give2;
  }
  if (work(p[0], p[1]) < 0) {
    r = -9;
    goto give3;
  }
  r = work(p[2], p[3]);
give3:
  give(p[3]);
give2:
  give(p[2]);
give1:
  give(p[1]);
give0:
  give(p[0]);
unlock3:
  unlock(3);
unlock2:
  unlock(2);
unlock1:
  unlock(1);
unlock0:
  unlock(0);
  return r;
}

void void_result_defer(int a) {
  void *p;
  if (lock(a) < 0)
    return;
  __defer unlock(a);
  p = take(64);
  if (!p)
    return;
  __defer give(p);
  if (step(a) < 0)
    return;
  note(value(a));
}

void void_result_goto(int a) {
  void *p;
  if (lock(a) < 0)
    return;
  p = take(64);
  if (!p)
    goto out_lock;
  if (step(a) < 0)
    goto out_p;
  note(value(a));
out_p:
  give(p);
out_lock:
  unlock(a);
}

/* Pending or not: the condition is still known, or a flag has to say. */

long conditional_lock_defer(int a) {
  if (a & 1) {
    begin(a);
    __defer commit(a);
  }
  if (step(a) < 0)
    return -1;
  return value(a);
}

long conditional_lock_goto(int a) {
  long r;
  if (a & 1)
    begin(a);
  if (step(a) < 0) {
    r = -1;
    goto out;
  }
  r = value(a);
out:
  if (a & 1)
    commit(a);
  return r;
}

long optional_last_defer(int a) {
  void *p = take(32);
  if (!p)
    return -1;
  __defer give(p);
  if (value(a) > 2) {
    if (lock(a) < 0)
      return -2;
    __defer unlock(a);
  }
  return work(p, p);
}

long optional_last_goto(int a) {
  long r;
  int locked = 0;
  void *p = take(32);
  if (!p)
    return -1;
  if (value(a) > 2) {
    if (lock(a) < 0) {
      r = -2;
      goto out;
    }
    locked = 1;
  }
  r = work(p, p);
  if (locked)
    unlock(a);
out:
  give(p);
  return r;
}

long two_optional_defer(int a) {
  if (value(1) > a) {
    if (lock(1) < 0)
      return -1;
    __defer unlock(1);
  }
  if (value(2) > a) {
    if (lock(2) < 0)
      return -2;
    __defer unlock(2);
  }
  if (step(3) < 0)
    return -3;
  return value(4);
}

long two_optional_goto(int a) {
  long r;
  int first = 0, second = 0;
  if (value(1) > a) {
    if (lock(1) < 0)
      return -1;
    first = 1;
  }
  if (value(2) > a) {
    if (lock(2) < 0) {
      r = -2;
      goto out;
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
    unlock(2);
out:
  if (first)
    unlock(1);
  return r;
}

long optional_then_sure_defer(int a) {
  void *p, *q;
  if (a > 3) {
    begin(a);
    __defer commit(a);
  }
  p = take(1);
  if (!p)
    return -1;
  __defer give(p);
  q = take(2);
  if (!q)
    return -2;
  __defer give(q);
  return work(p, q);
}

long optional_then_sure_goto(int a) {
  void *p, *q;
  long r;
  if (a > 3)
    begin(a);
  p = take(1);
  if (!p) {
    r = -1;
    goto out;
  }
  q = take(2);
  if (!q) {
    r = -2;
    goto out_p;
  }
  r = work(p, q);
  give(q);
out_p:
  give(p);
out:
  if (a > 3)
    commit(a);
  return r;
}

/* Deferrals in inner blocks. */

long return_in_block_defer(int a) {
  if (a > 4) {
    void *p = take(a);
    if (!p)
      return -1;
    __defer give(p);
    return work(p, p);
  }
  if (lock(a) < 0)
    return -2;
  __defer unlock(a);
  return value(a);
}

long return_in_block_goto(int a) {
  long r;
  if (a > 4) {
    void *p = take(a);
    if (!p)
      return -1;
    r = work(p, p);
    give(p);
    return r;
  }
  if (lock(a) < 0)
    return -2;
  r = value(a);
  unlock(a);
  return r;
}

long nested_blocks_defer(int a) {
  if (lock(0) < 0)
    return -1;
  __defer unlock(0);
  {
    int fd = open_file(a);
    if (fd < 0)
      return -2;
    __defer close_file(fd);
    {
      void *p = take(fd);
      if (!p)
        return -3;
      __defer give(p);
      if (work(p, p) < 0)
        return -4;
    }
    if (step(fd) < 0)
      return -5;
  }
  return value(a);
}

long nested_blocks_goto(int a) {
  long r;
  int fd;
  void *p;
  if (lock(0) < 0)
    return -1;
  fd = open_file(a);
  if (fd < 0) {
    r = -2;
    goto out;
  }
  p = take(fd);
  if (!p) {
    r = -3;
    goto out_fd;
  }
  if (work(p, p) < 0) {
    r = -4;
    goto out_p;
  }
  if (step(fd) < 0) {
    r = -5;
    goto out_p;
  }
  r = value(a);
out_p:
  give(p);
out_fd:
  close_file(fd);
out:
  unlock(0);
  return r;
}

long either_way_defer(int a) {
  int fd = open_file(a);
  if (fd < 0)
    return -1;
  __defer close_file(fd);
  if (a & 2) {
    if (lock(1) < 0)
      return -2;
    __defer unlock(1);
    return step(1);
  } else {
    if (lock(2) < 0)
      return -3;
    __defer unlock(2);
    return step(2);
  }
}

long either_way_goto(int a) {
  long r;
  int fd = open_file(a);
  if (fd < 0)
    return -1;
  if (a & 2) {
    if (lock(1) < 0) {
      r = -2;
      goto out;
    }
    r = step(1);
    unlock(1);
  } else {
    if (lock(2) < 0) {
      r = -3;
      goto out;
    }
    r = step(2);
    unlock(2);
  }
out:
  close_file(fd);
  return r;
}

long switch_inside_defer(int a) {
  void *p = take(a);
  if (!p)
    return -1;
  __defer give(p);
  switch (a) {
  case 0:
    return value(10);
  case 1:
    return step(20);
  case 2:
    break;
  case 3:
    return work(p, p);
  default:
    return -2;
  }
  if (lock(a) < 0)
    return -3;
  __defer unlock(a);
  return work(p, p) + 1;
}

long switch_inside_goto(int a) {
  long r;
  void *p = take(a);
  if (!p)
    return -1;
  switch (a) {
  case 0:
    r = value(10);
    goto out;
  case 1:
    r = step(20);
    goto out;
  case 2:
    break;
  case 3:
    r = work(p, p);
    goto out;
  default:
    r = -2;
    goto out;
  }
  if (lock(a) < 0) {
    r = -3;
    goto out;
  }
  r = work(p, p) + 1;
  unlock(a);
out:
  give(p);
  return r;
}

long switch_each_defer(int a) {
  switch (a) {
  case 0: {
    if (lock(7) < 0)
      return -1;
    __defer unlock(7);
    return value(7);
  }
  case 1: {
    int fd = open_file(8);
    if (fd < 0)
      return -2;
    __defer close_file(fd);
    return step(fd);
  }
  case 2: {
    void *p = take(9);
    if (!p)
      return -3;
    __defer give(p);
    return work(p, p);
  }
  default:
    return -4;
  }
}

long switch_each_goto(int a) {
  long r;
  switch (a) {
  case 0:
    if (lock(7) < 0)
      return -1;
    r = value(7);
    unlock(7);
    return r;
  case 1: {
    int fd = open_file(8);
    if (fd < 0)
      return -2;
    r = step(fd);
    close_file(fd);
    return r;
  }
  case 2: {
    void *p = take(9);
    if (!p)
      return -3;
    r = work(p, p);
    give(p);
    return r;
  }
  default:
    return -4;
  }
}

/* Loops with no deferral in them. */

long loop_inside_defer(int a) {
  int i, fd;
  long sum = 0;
  void *p = take(a);
  if (!p)
    return -1;
  __defer give(p);
  fd = open_file(a);
  if (fd < 0)
    return -2;
  __defer close_file(fd);
  for (i = 0; i < a; i++) {
    int n = step(i);
    if (n < 0)
      return -3;
    sum += n;
  }
  return sum;
}

long loop_inside_goto(int a) {
  int i, fd;
  long sum = 0, r;
  void *p = take(a);
  if (!p)
    return -1;
  fd = open_file(a);
  if (fd < 0) {
    r = -2;
    goto out_p;
  }
  for (i = 0; i < a; i++) {
    int n = step(i);
    if (n < 0) {
      r = -3;
      goto out_fd;
    }
    sum += n;
  }
  r = sum;
out_fd:
  close_file(fd);
out_p:
  give(p);
  return r;
}

long loop_search_defer(int a) {
  int i;
  if (lock(a) < 0)
    return -1;
  __defer unlock(a);
  for (i = 0; i < 4; i++) {
    if (value(i) == a)
      return i;
    if (step(i) < 0)
      break;
  }
  if (lock(-a) < 0)
    return -2;
  __defer unlock(-a);
  while (i-- > 0)
    note(i);
  return -3;
}

long loop_search_goto(int a) {
  int i;
  long r;
  if (lock(a) < 0)
    return -1;
  for (i = 0; i < 4; i++) {
    if (value(i) == a) {
      r = i;
      goto out;
    }
    if (step(i) < 0)
      break;
  }
  if (lock(-a) < 0) {
    r = -2;
    goto out;
  }
  while (i-- > 0)
    note(i);
  r = -3;
  unlock(-a);
out:
  unlock(a);
  return r;
}

/* Deferred statements that look at a variable. */

long on_error_defer(int a) {
  int rc;
  begin(a);
  __defer {
    if (rc < 0)
      rollback(a);
    else
      commit(a);
  }
  rc = step(1);
  if (rc < 0)
    return rc;
  rc = step(2);
  if (rc < 0)
    return rc;
  return value(rc);
}

long on_error_goto(int a) {
  int rc;
  long r;
  begin(a);
  rc = step(1);
  if (rc < 0) {
    r = rc;
    goto out;
  }
  rc = step(2);
  if (rc < 0) {
    r = rc;
    goto out;
  }
  r = value(rc);
out:
  if (rc < 0)
    rollback(a);
  else
    commit(a);
  return r;
}

long tested_value_defer(int a) {
  int fd = -1;
  void *p = 0;
  __defer {
    if (fd >= 0)
      close_file(fd);
    if (p)
      give(p);
  }
  fd = open_file(a);
  if (fd < 0)
    return -1;
  p = take(a);
  if (!p)
    return -2;
  return work(p, p);
}

long tested_value_goto(int a) {
  int fd = -1;
  void *p = 0;
  long r;
  fd = open_file(a);
  if (fd < 0) {
    r = -1;
    goto out;
  }
  p = take(a);
  if (!p) {
    r = -2;
    goto out;
  }
  r = work(p, p);
out:
  if (fd >= 0)
    close_file(fd);
  if (p)
    give(p);
  return r;
}

long many_returns_defer(int a) {
  begin(a);
  __defer note(1);
  if (step(1) < 0)
    return -1;
  if (step(2) < 0)
    return -2;
  if (step(3) < 0)
    return -3;
  if (step(4) < 0)
    return -4;
  __defer commit(a);
  if (step(5) < 0)
    return -5;
  if (step(6) < 0)
    return -6;
  if (step(7) < 0)
    return -7;
  return 0;
}

long many_returns_goto(int a) {
  long r;
  begin(a);
  if (step(1) < 0) {
    r = -1;
    goto out;
  }
  if (step(2) < 0) {
    r = -2;
    goto out;
  }
  if (step(3) < 0) {
    r = -3;
    goto out;
  }
  if (step(4) < 0) {
    r = -4;
    goto out;
  }
  if (step(5) < 0) {
    r = -5;
    goto out_commit;
  }
  if (step(6) < 0) {
    r = -6;
    goto out_commit;
  }
  if (step(7) < 0) {
    r = -7;
    goto out_commit;
  }
  r = 0;
out_commit:
  commit(a);
out:
  note(1);
  return r;
}

long value_then_release_defer(int a) {
  int *p = take(sizeof(int) * 4);
  if (!p)
    return -1;
  __defer give(p);
  if (lock(a) < 0)
    return -2;
  __defer unlock(a);
  p[0] = value(1);
  p[1] = value(2);
  if (p[0] > p[1])
    return p[0];
  return p[0] + (long)p[1];
}

long value_then_release_goto(int a) {
  long r;
  int *p = take(sizeof(int) * 4);
  if (!p)
    return -1;
  if (lock(a) < 0) {
    r = -2;
    goto out;
  }
  p[0] = value(1);
  p[1] = value(2);
  if (p[0] > p[1])
    r = p[0];
  else
    r = p[0] + (long)p[1];
  unlock(a);
out:
  give(p);
  return r;
}

/* Structures. */

struct pair small_struct_defer(int a) {
  struct pair r = {-1, -1};
  if (lock(a) < 0)
    return r;
  __defer unlock(a);
  r.first = step(1);
  if (r.first < 0)
    return r;
  r.second = value(2);
  return r;
}

struct pair small_struct_goto(int a) {
  struct pair r = {-1, -1};
  if (lock(a) < 0)
    return r;
  r.first = step(1);
  if (r.first < 0)
    goto out;
  r.second = value(2);
out:
  unlock(a);
  return r;
}

/* No deferred statement can reach the variable. */

struct big large_struct_defer(int a) {
  struct big r = {{0}};
  if (lock(a) < 0)
    return r;
  __defer unlock(a);
  r.word[0] = value(1);
  if (step(1) < 0)
    return r;
  __defer note(2);
  r.word[3] = value(3);
  return r;
}

struct big large_struct_goto(int a) {
  struct big r = {{0}};
  if (lock(a) < 0)
    return r;
  r.word[0] = value(1);
  if (step(1) < 0)
    goto out;
  r.word[3] = value(3);
  note(2);
out:
  unlock(a);
  return r;
}

/* One can: what is returned has to be copied before it runs. */

struct big large_struct_reached_defer(int a) {
  struct big r;
  fill(&r, 0);
  begin(a);
  __defer fill(&r, 1);
  if (step(1) < 0)
    return r;
  r.word[3] = value(3);
  return r;
}

struct big large_struct_reached_goto(int a) {
  struct big r, result;
  fill(&r, 0);
  begin(a);
  if (step(1) < 0) {
    result = r;
    goto out;
  }
  r.word[3] = value(3);
  result = r;
out:
  fill(&r, 1);
  return result;
}

struct big large_struct_call_defer(int a) {
  begin(a);
  __defer commit(a);
  if (step(1) < 0)
    return make_big(-1);
  return make_big(a);
}

struct big large_struct_call_goto(int a) {
  struct big r;
  begin(a);
  if (step(1) < 0) {
    r = make_big(-1);
    goto out;
  }
  r = make_big(a);
out:
  commit(a);
  return r;
}

void *pointer_result_defer(int a) {
  int fd = open_file(a);
  void *p;
  if (fd < 0)
    return NULL;
  __defer close_file(fd);
  p = take(100);
  if (!p)
    return NULL;
  if (step(fd) < 0) {
    give(p);
    return NULL;
  }
  return p;
}

void *pointer_result_goto(int a) {
  int fd = open_file(a);
  void *p;
  if (fd < 0)
    return NULL;
  p = take(100);
  if (!p)
    goto out;
  if (step(fd) < 0) {
    give(p);
    p = NULL;
  }
out:
  close_file(fd);
  return p;
}
