// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: with unwinding off, `pthread_exit` and `pthread_cancel` run
// nothing, of no kind.
//
// RUN: %exec -pthread %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int arrived[2];

static void leave(int cancel) {
  _Defer printf("wrong: scoped\n");
  __defer printf("wrong: function\n");
  for (int i = 0; i < 2; i++)
    __defer_capture(i) printf("wrong: loop %d\n", i);
  if (!cancel)
    pthread_exit(NULL);
  int at[2];
  if (read(arrived[0], at, 1) == 1)
    for (;;)
      pause();
}

static void *work(void *arg) {
  __defer printf("wrong: caller\n");
  leave(*(int *)arg);
  return NULL;
}

static void *right(void *arg) {
  __defer ++*(int *)arg;
  return arg;
}

int main(void) {
  pthread_t thread;
  int n = 0;
  void *result;
  if (pipe(arrived) != 0 || pthread_create(&thread, NULL, work, &n) != 0)
    return 1;
  pthread_join(thread, &result);
  printf("exit %d\n", result == NULL);
  n = 1;
  if (pthread_create(&thread, NULL, work, &n) != 0 ||
      write(arrived[1], "", 1) != 1)
    return 1;
  pthread_cancel(thread);
  pthread_join(thread, &result);
  printf("cancel %d\n", result == PTHREAD_CANCELED);
  if (pthread_create(&thread, NULL, right, &n) != 0)
    return 1;
  pthread_join(thread, &result);
  printf("return %d %d\n", result == &n, n);
  return 0;
}

// CHECK-NOT: {{.}}
// CHECK: exit 1
// CHECK-NEXT: cancel 1
// CHECK-NEXT: return 1 2
// CHECK-NOT: {{.}}
