// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A panic that takes the place of the end of a thread, which takes the place of a
// panic: after a recovery the thread goes on ending; it did not.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck --match-full-lines %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck --match-full-lines %s

#include <defer_rt.h>
#include <pthread.h>
#include <stdio.h>

static void f(void) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  __defer {
    __defer defer_panic("second");
    pthread_exit(0);
  }
  defer_panic("first");
}

static void *thread(void *ignored) {
  __defer puts("ends");
  f();
  puts("goes on");
  return 0;
}

// CHECK:      recovered second
// CHECK-NEXT: ends
// CHECK-NEXT: joined
int main(void) {
  pthread_t t;

  pthread_create(&t, 0, thread, 0);
  pthread_join(t, 0);
  puts("joined");
}
