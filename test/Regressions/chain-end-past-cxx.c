// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As chain-end-past-handlers.c, with a frame of C++ between that has something to
// destroy.
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (there the C library is told of each function)
// MODES-NOT: valgrind (what is left of the stack is looked at)
// RUN: %clang -x c++ -std=c++17 -c %S/Inputs/chain-end-past-cxx.cpp -o %t.o
// RUN: %exec -fplugin-arg-defer-unwind=chain %s %t.o -lstdc++ | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <string.h>

void library(void (*call)(int), int n);

static int lost; // what is pending below a destructor that has run may not run

__attribute__((noinline)) static void ends(volatile char *of) {
  __defer lost++;
  if (of)
    pthread_exit("ended");
}

__attribute__((noinline)) static void deep(int size) {
  volatile char used[size];
  memset((char *)used, 1, size);
  ends(used);
  used[0] = 2;
}

static int size;

static void *thread(void *unused) {
  (void)unused;
  __defer puts("pending");
  library(deep, size);
  return 0;
}

int main(void) {
  for (size = 1; size < 5000; size = size * 3 + 5) {
    pthread_t t;
    void *result;
    pthread_create(&t, 0, thread, 0);
    pthread_join(t, &result);
    printf("%d %s\n", size, (char *)result);
  }
}
// CHECK: destroyed
// CHECK-NEXT: pending
// CHECK-NEXT: 1 ended
// CHECK-NEXT: destroyed
// CHECK-NEXT: pending
// CHECK-NEXT: 8 ended
// CHECK-COUNT-5: ended
