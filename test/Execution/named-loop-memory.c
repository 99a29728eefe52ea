// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A loop whose records are taken off as they are made needs no memory: each
// round's variables are where those of the one before were.
//
// MODES-NOT: rewrite (instances are there until the function ends)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }

static void many(int n) {
  long sum = 0;
  const char *first = 0;
  int same = 1;
  for (int i = 0; i < n; i++) {
    char k[32] = {(char)i};
    if (!first)
      first = k;
    same &= first == k;
    __defer_named(h) sum += k[0];
    if (i & 1)
      defer_run(h);
    else
      defer_cancel(h);
  }
  put("same", same);
  put("sum", (int)sum);
}

int main(void) {
  many(10000);
  puts(" many");
}

// CHECK: {{^}} same1 sum{{-?[0-9]+}} many
