// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A long jump out of S takes the place of the end of the thread that S runs for.
// That was taken for what a panic further out had replaced, so that the thread
// ended when that one was recovered from.
//
// RUN: %exec -pthread -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <pthread.h>
#include <stdio.h>

static defer_jmp_buf there;

__attribute__((noinline)) static void jump(void) { defer_longjmp(there, 1); }

static void ends(void) {
  __defer jump();
  pthread_exit(&there);
}

static void catches(void) {
  if (defer_setjmp(there) == 0)
    ends();
}

static void panics(void) {
  __defer catches();
  defer_panic("P");
}

static void recovers(void) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  panics();
}

static void *thread(void *unused) {
  recovers();
  puts("goes on");
  return unused;
}

int main(void) {
  // CHECK:      recovered P
  // CHECK-NEXT: goes on
  // CHECK-NEXT: end
  pthread_t started;
  pthread_create(&started, 0, thread, 0);
  pthread_join(started, 0);
  puts("end");
  return 0;
}
