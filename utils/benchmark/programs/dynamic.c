/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* dynamic.c - deferrals in loops, with the plugin. */
#include "works.h"

long work_plain(int n) {
  for (int i = 0; i < n; i++)
    __defer tick();
  return n;
}

long work_kept(int n) {
  for (int i = 0; i < n; i++) {
    int a = acquire(i + 1);
    if (!a)
      return -1;
    __defer release(a);
  }
  return n;
}

long work_captured(int n) {
  for (int i = 0; i < n; i++)
    __defer_capture(i) release(i);
  return n;
}

long work_wide(int n) {
  for (int i = 0; i < n; i++) {
    struct wide w = {{i, 2, 3, i}};
    __defer_capture(w) release_wide(&w);
  }
  return n;
}

long work_sites(int n) {
  for (int i = 0; i < n; i++) {
    if (i & 1)
      __defer_capture(i) release(i);
    else
      __defer_capture(i) unlock(i);
  }
  return n;
}

long work_named(int n) {
  for (int i = 0; i < n; i++) {
    int a = i;
    __defer_named(h) release(a);
    if (i % 3 == 1)
      defer_run(h);
    else if (i % 3 == 2)
      defer_cancel(h);
  }
  return n;
}

long work_long_list(int n) {
  for (int i = 0; i < n; i++)
    __defer_capture(i) release(i);
  item_ends();
  return n;
}

long work_task_loop(int n) {
  for (int i = 1; i <= 2; i++) {
    int a = acquire(n + i);
    if (!a)
      return -1;
    __defer release(a);
  }
  coroutine_yield();
  return value(n);
}
