// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A frame without very many records does not call the hook, and so one that defers
// does not call itself without end.
//
// REWRITE-NOT: gcc-embed clang (no hook)
// RUN: %exec %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static int calls;
static long sum;

static void defers(int n) {
  for (int i = 0; i < n; i++)
    __defer sum++;
}

static void hook(void) {
  calls++;
  defers(100);
}

int main(void) {
  defer_set_yield_hook(hook, 1000);
  for (int i = 0; i < 1000; i++)
    defers(100);
  // CHECK: few: 100000, 0 calls
  printf("few: %ld, %d calls\n", sum, calls);
  defers(10000);
  // CHECK: many: called
  puts(calls >= 5 && calls <= 40 ? "many: called" : "many: wrong");
}
