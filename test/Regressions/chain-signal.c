// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain, a function's link said where the last call lands that may throw:
// a signal's handler that panicked out of one that is declared not to ran what had
// run already.
//
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <signal.h>
#include <stdio.h>

static int ran;

static void handler(int signal) {
  (void)signal;
  defer_panic("in a handler");
}

static void work(void) { fputs("", stdout); }

static void guarded(void) {
  __defer puts((const char *)defer_recover());
  {
    _Defer ran++;
    work();
  }
  raise(SIGUSR1);
}

int main(void) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER};
  sigaction(SIGUSR1, &action, 0);
  // CHECK:      in a handler
  // CHECK-NEXT: 1
  // CHECK-NEXT: in a handler
  // CHECK-NEXT: 2
  for (int i = 0; i < 2; i++) {
    guarded();
    printf("%d\n", ran);
  }
  return 0;
}
