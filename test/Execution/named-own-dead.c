// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a statement that would run itself only where control does not get,
// or whose deferral is not reached, runs as any other does.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void never_used(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      if (0)
        defer_run(h);
      printf(" h%d", k);
    }
  }
}

static void never_pending(int n) {
  for (int i = 0; i < n; i++) {
    if (0)
      __defer_named(h) defer_run(h);
    printf(" %d", i);
  }
}

static void runs_never_pending(int n) {
  if (0)
    __defer_named(s) printf(" s");
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      defer_run(s);
      defer_run(h);
      printf(" h%d", k);
    }
  }
}

static void behind_return(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) {
      printf(" h%d", k);
      goto out;
      defer_run(h);
    out:;
    }
  }
  __defer {
    for (;;) {
      break;
      __defer_named(q) { defer_run(q); defer_run(h); }
    }
  }
}

int main(void) {
  never_used(2), puts(" never_used");
  never_pending(2), puts(" never_pending");
  runs_never_pending(2), puts(" runs_never_pending");
  behind_return(2), puts(" behind_return");
}

// CHECK: {{^}} h1 h0 never_used
// CHECK-NEXT: {{^}} 0 1 never_pending
// CHECK-NEXT: {{^}} h0 h1 runs_never_pending
// CHECK-NEXT: {{^}} h1 h0 behind_return
