// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic that nothing recovers is reported and ends the process, in a
// thread that is to be cancelled, too: what is printed is a cancellation point.
//
// MODES-NOT: rewrite (the report names the file that was written)
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile int go;

static void panics(void) {
  __defer go++;
  defer_panic("reported %d", go);
}

static void *worker(void *ignored) {
  __defer go++;
  while (!go)
    ;
  panics();
  return ignored;
}

int main(void) {
  int status = 0;
  pid_t child = fork();
  if (!child) {
    pthread_t thread;
    dup2(1, 2);
    pthread_create(&thread, 0, worker, 0);
    pthread_cancel(thread);
    go = 1;
    pthread_join(thread, 0);
    puts("the process goes on");
    return 0;
  }
  waitpid(child, &status, 0);
  printf("aborted: %d\n", WIFSIGNALED(status) && WTERMSIG(status) == 6);
}

// CHECK:      {{^}}panic: reported 1
// CHECK-NEXT: in panics
// CHECK:      {{^}}aborted: 1
