// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a message stays readable until the thread has recovered from 16 more
// panics: of those that replaced one another, each recovered from, the last one's
// was freed first.  And a report has as many as there are, on any stack.
//
// MODES-NOT: rewrite (each panic in S is on top of the one before)
// RUN: %exec --status=-6 -pthread -fexceptions %s 2>&1 | FileCheck %s
// RUN: %exec --status=-6 -pthread -fplugin-arg-defer-unwind=chain %s 2>&1 | FileCheck %s

#include <pthread.h>
#include <stdio.h>

static void level(int n) {
  __defer {
    const char *message = defer_recover();
    if (message)
      defer_panic("%d: %.16s", n, message);
  }
  if (n == 0)
    defer_panic("origin");
  level(n - 1);
}

static const char *outermost(void) {
  __defer_result const char *r = 0;
  __defer r = defer_recover();
  level(40);
}

static void *many(void *unused) {
  for (int i = 0; i < 2000; i++)
    __defer_capture(i) defer_panic("number %d", i);
  return unused;
}

int main(void) {
  // CHECK: 40: 39: 38: 37: 36:
  fprintf(stderr, "%s\n", outermost());
  // CHECK: panic: number 1999
  // CHECK: panic: number 1998
  // CHECK: panic: number 1{{$}}
  // CHECK: panic: number 0{{$}}
  pthread_attr_t small;
  pthread_t started;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 1 << 17);
  pthread_create(&started, &small, many, 0);
  pthread_join(started, 0);
  return 0;
}
