// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a deferral in a loop has named was kept, and never given back, if each was
// cancelled or run before the function's end, or none was reached; and so was the room
// for the records.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int f(int n) {
  for (int i = 0; i < n; i++) {
    char *p = malloc(8);
    if (!p)
      return -1;
    __defer_named(drop) free(p);
    p[0] = (char)i;
    if (i & 1)
      defer_run(drop);
    else {
      defer_cancel(drop);
      free(p);
    }
  }
  return n;
}

static void no_names(int n) {
  while (n--) {
    __defer_named(h) puts("runs");
    defer_run(h);
  }
}

static int none_reached(int n) {
  if (n < 0)
    goto out;
  switch (n) {
    int changes;
  case 1:
  again:
    changes = n;
    __defer printf("%d\n", changes);
    changes += n++;
    if (changes < 10)
      goto again;
    abort();
  }
out:
  return n;
}

int main(void) {
  // CHECK: 20
  printf("%d\n", f(20));
  // CHECK-NEXT: runs
  // CHECK-NEXT: runs
  no_names(2);
  // CHECK-NEXT: returned 2
  printf("returned %d\n", none_reached(2));
  return 0;
}
