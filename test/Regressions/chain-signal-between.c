// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: the handler of a signal that comes in no call panics: what the function
// itself has pending does not run, and what has run does not run again. With chain,
// what was pending at its last call was taken for that.
//
// MODES-NOT: sanitize, valgrind (they report the signal)
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((noinline)) static void use(char *p) { __asm__ volatile("" : : "r"(p) : "memory"); }

static void handler(int ignored) {
  (void)ignored;
  defer_panic_value("signal");
}

// What it calls may throw, so its caller has a landing pad with tables, too.
__attribute__((noinline)) static int load(int *volatile *from) {
  __defer getchar();
  {
    char *p = malloc(100);
    _Defer free(p); // which throws nothing
    use(p);
    puts("used");
  }
  return **from;
}

static int safe(int *from) {
  __defer_result int result = 0;
  int *volatile at = from;
  __defer {
    char *message = defer_recover();
    if (message) {
      puts(message);
      result = -1;
    }
  }
  return load(&at);
}

int main(void) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_NODEFER};
  int seven = 7;
  sigaction(SIGSEGV, &action, 0);
  printf("%d\n", safe(&seven));
  printf("%d\n", safe(0));
  printf("%d\n", safe(0));
}

// CHECK:      used
// CHECK-NEXT: 7
// CHECK-NEXT: used
// CHECK-NEXT: signal
// CHECK-NEXT: -1
// CHECK-NEXT: used
// CHECK-NEXT: signal
// CHECK-NEXT: -1
