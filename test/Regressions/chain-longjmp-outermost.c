// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// glibc runs the handlers of the frames that a longjmp leaves. The chain's, which is
// in its outermost frame, took that for the end of the thread: all that was pending
// ran, and the program ended with status 0.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s -lpthread | FileCheck %s

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static jmp_buf back;
static sigjmp_buf interrupted;

static void leave(void) { longjmp(back, 1); }
static void interrupt(int number) {
  (void)number;
  siglongjmp(interrupted, 1);
}
static void nothing(void) {}

static void (*volatile calls)(void) = leave;
static int (*volatile sends)(int) = raise;

static void call(void) {
  __defer puts("pending");
  calls();
}

static void out_of_statement(void) {
  __defer leave();
  defer_panic("not reported");
}

static void wait(void) {
  __defer puts("pending");
  sends(SIGUSR1);
}

static void each_way(int panics) {
  if (!setjmp(back))
    call();
  else
    puts("back");
  if (panics) {
    if (!setjmp(back))
      out_of_statement();
    else
      puts("back from a statement");
  }
  signal(SIGUSR1, interrupt);
  if (!sigsetjmp(interrupted, 1))
    wait();
  else
    puts("interrupted");
}

static void *thread(void *calls_leave) {
  if (calls_leave)
    each_way(0);
  calls = nothing;
  call();
  calls = leave;
  // The end of a thread still runs what is pending.
  __defer puts("the thread ends");
  pthread_exit((void *)3);
}

int main(void) {
  // CHECK:      back
  // CHECK-NEXT: back from a statement
  // CHECK-NEXT: interrupted
  each_way(1);
  for (int i = 0; i < 2; i++) {
    // CHECK-NEXT: pending
    // CHECK-NEXT: the thread ends
    // CHECK-NEXT: 3
    // CHECK-NEXT: back
    // CHECK-NEXT: interrupted
    // CHECK-NEXT: pending
    // CHECK-NEXT: the thread ends
    // CHECK-NEXT: 3
    pthread_t started;
    void *value;
    pthread_create(&started, 0, thread, i ? &started : 0);
    pthread_join(started, &value);
    printf("%ld\n", (long)value);
  }
  return 0;
}
