// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A long jump out of S, which runs for a panic or the end of the thread, to the
// function that S is of, where another one then panics or ends the thread: in plain C
// the first one was given up once more, when it was no more.
//
// RUN: %exec -pthread -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <pthread.h>
#include <stdio.h>

static defer_jmp_buf there;

__attribute__((noinline)) static void back(void) { defer_longjmp(there, 1); }
__attribute__((noinline)) static void panics(int n) {
  if (n)
    defer_panic("number %d", n);
}
__attribute__((noinline)) static void ends(void *result) {
  if (result)
    pthread_exit(result);
}

static void end_panic_end(void) {
  __defer puts("end_panic_end");
  if (defer_setjmp(there) == 0) {
    __defer back();    // takes the place of the panic
    __defer panics(1); // takes the place of the end
    ends("first");
  }
  ends("second");
}

static void end_panic(void) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  if (defer_setjmp(there) == 0) {
    __defer back(); // takes the place of the end
    ends("first");
  }
  panics(2);
}

static void two_panics(void) {
  __defer printf("recovered %s\n", (char *)defer_recover());
  if (defer_setjmp(there) == 0) {
    __defer back();
    panics(3);
  }
  panics(4);
}

// The runtime has some panics that are not of the heap.
static void nest(int n) {
  __defer defer_recover();
  __defer {
    if (n)
      nest(n - 1);
    else
      two_panics();
  }
  panics(100 + n);
}

static void *first(void *unused) {
  end_panic_end();
  return unused;
}

static void *second(void *unused) {
  end_panic();
  puts("goes on");
  return unused ? unused : "returned";
}

int main(void) {
  // CHECK:      end_panic_end
  // CHECK-NEXT: second
  // CHECK-NEXT: recovered number 2
  // CHECK-NEXT: goes on
  // CHECK-NEXT: returned
  // CHECK-NEXT: recovered number 4
  // CHECK-NEXT: end
  void *(*const starts[])(void *) = {first, second};
  for (int i = 0; i < 2; i++) {
    pthread_t thread;
    void *result;
    pthread_create(&thread, 0, starts[i], 0);
    pthread_join(thread, &result);
    puts(result);
  }
  nest(4);
  puts("end");
}
