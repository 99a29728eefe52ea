// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: with `unwind=chain` the end of a thread runs what is pending in all
// its functions, once, and the thread ends.
//
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int arrived[2];

static void inner(int cancel) {
  for (int i = 0; i < 3; i++)
    __defer_capture(i) printf("loop %d\n", i);
  _Defer printf("scoped\n");
  if (write(arrived[1], "", 1) != 1)
    return;
  if (!cancel)
    pthread_exit(NULL);
  for (;;)
    pause();
}

static void *outer(void *cancel) {
  __defer printf("outer\n");
  inner(cancel != NULL);
  printf("wrong\n");
  return NULL;
}

static void run(void *cancel) {
  pthread_t t;
  pthread_create(&t, NULL, outer, cancel);
  char c;
  if (read(arrived[0], &c, 1) == 1 && cancel)
    pthread_cancel(t);
  pthread_join(t, NULL);
  puts("ended");
}

int main(void) {
  if (pipe(arrived))
    return 1;
  // CHECK: scoped
  // CHECK-NEXT: loop 2
  // CHECK-NEXT: loop 1
  // CHECK-NEXT: loop 0
  // CHECK-NEXT: outer
  // CHECK-NEXT: ended
  run(NULL);
  // CHECK-NEXT: scoped
  // CHECK-NEXT: loop 2
  // CHECK-NEXT: loop 1
  // CHECK-NEXT: loop 0
  // CHECK-NEXT: outer
  // CHECK-NEXT: ended
  run("cancel");
  return 0;
}
