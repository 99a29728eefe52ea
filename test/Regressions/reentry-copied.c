// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwinding on, the runs of a statement that runs itself shared its variables
// where it stands in another one that is copied for the way of an exception; with
// the chain, wherever that way comes to it.
//
// RUN: %exec -fplugin-arg-defer-unwind=none -w %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

static int n, out[9], k;

static void inner(void) {
  for (int q = 0; q < 2; q++)
    __defer for (int i = 0; i < 3; i++) __defer_named(h) {
      int mine = n++;
      defer_run(h);
      out[k++] = mine;
    }
}

static void outer(void) {
  for (int i = 0; i < n; i++)
    __defer_named(h) {
      int mine = n--;
      defer_run(h);
      out[k++] = mine;
    }
  __defer {
    __defer {
      for (int i = 0; i < k; i++)
        printf("%d ", out[i]);
      puts("");
    }
  }
  defer_run(h);
}

int main(void) {
  inner();
  // CHECK: 2 1 0 5 4 3
  for (int i = 0; i < k; i++)
    printf("%d ", out[i]);
  puts("");
  n = 3, k = 0;
  // CHECK: 1 2 3
  outer();
}
