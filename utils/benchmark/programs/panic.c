/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* panic.c - panic and recover, with unwind=tables or unwind=chain. */
#include "works.h"

static int thrown;

__attribute__((noinline)) static void down(int n) {
  __defer tick();
  if (n == 1)
    defer_panic_value(&thrown);
  down(n - 1);
  __asm__ volatile("" ::: "memory");
}

__attribute__((noinline)) static void down_bare(int n) {
  if (n == 1)
    defer_panic_value(&thrown);
  down_bare(n - 1);
  __asm__ volatile("" ::: "memory");
}

long work_panic(int depth) {
  __defer_result long r = 0;
  __defer if (defer_recover()) r = 1;
  if (depth == 0)
    defer_panic_value(&thrown);
  down(depth);
  return 0;
}

long work_panic_bare(int depth) {
  __defer_result long r = 0;
  __defer if (defer_recover()) r = 1;
  if (depth == 0)
    defer_panic_value(&thrown);
  down_bare(depth);
  return 0;
}
