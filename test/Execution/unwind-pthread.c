// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: with unwinding on, `pthread_exit` and `pthread_cancel` run what is
// pending, of all kinds, the callers' as well; also by the plugin's argument
// alone.
//
// RUN: %exec -pthread -fexceptions %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=tables %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int arrived[2];

static void leave(int cancel) {
  _Defer printf("scoped\n");
  __defer printf("function\n");
  for (int i = 0; i < 2; i++)
    __defer_capture(i) printf("loop %d\n", i);
  if (!cancel)
    pthread_exit(NULL);
  int at[2];
  if (read(arrived[0], at, 1) == 1)
    for (;;)
      pause();
}

static void *work(void *arg) {
  __defer {
    printf("caller");
    __defer printf(" ends\n");
    usleep(1); /* a cancellation point, but it has been cancelled */
  }
  leave(*(int *)arg);
  return NULL;
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
}

// CHECK: {{^}}loop 1
// CHECK-NEXT: {{^}}loop 0
// CHECK-NEXT: {{^}}function
// CHECK-NEXT: {{^}}scoped
// CHECK-NEXT: {{^}}caller ends
// CHECK-NEXT: {{^}}exit 1
// CHECK-NEXT: {{^}}loop 1
// CHECK-NEXT: {{^}}loop 0
// CHECK-NEXT: {{^}}function
// CHECK-NEXT: {{^}}scoped
// CHECK-NEXT: {{^}}caller ends
// CHECK-NEXT: {{^}}cancel 1
