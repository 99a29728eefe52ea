// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic from a signal handler on the same stack, where the signal
// came out of a call, is one from that call; it can do so again.
//
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void handler(int number) { defer_panic("signal %d", number); }

/* The C library says of its own that they throw nothing. */
static int (*volatile send)(pid_t, int) = kill;

static int guarded(int number) {
  __defer_result int r = 0;
  __defer {
    char *message = defer_recover();
    printf("%s\n", message ? message : "-");
    r = message != 0;
  }
  for (int i = 0; i < 2; i++)
    __defer_capture(i) printf("pending %d\n", i);
  send(getpid(), number);
  return 0;
}

int main(void) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER};
  sigaction(SIGUSR1, &action, NULL);
  sigaction(SIGUSR2, &action, NULL);
  int sum = 0;
  // CHECK: pending 1
  // CHECK-NEXT: pending 0
  // CHECK-NEXT: signal 10
  sum += guarded(SIGUSR1);
  // CHECK: signal 12
  sum += guarded(SIGUSR2);
  // CHECK: signal 10
  sum += guarded(SIGUSR1);
  // CHECK: 3
  printf("%d\n", sum);
  return 0;
}
