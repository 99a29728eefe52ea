// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// pthread_cleanup_push is as with -fexceptions where the plugin switches these
// on: glibc's other form left frames at the end of a thread without running what
// they had pending, and kept a buffer of a frame that a panic had left.
//
// UNSUPPORTED: mode-savetemps
// MODES-NOT: rewrite (its handlers are those of exceptions)
// RUN: %exec -pthread -fexceptions %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s | FileCheck %s
// RUN: %exec -pthread -fexceptions -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>

static void put(void *what) { puts(what); }
static void clean(int *x) { printf("clean %d\n", *x); }

static void ends(void) {
  __defer puts("ends");
  pthread_exit(NULL);
}
static void between(void) {
  pthread_cleanup_push(put, "between");
  ends();
  pthread_cleanup_pop(0);
}
static void variable(void) {
  int x __attribute__((cleanup(clean))) = 5;
  ends();
}

static void *outside(void *unused) {
  pthread_cleanup_push(put, "pushed");
  ends();
  pthread_cleanup_pop(0);
  return unused;
}
static void *inside(void *unused) {
  pthread_cleanup_push(put, "pushed");
  __defer puts("deferred");
  pthread_exit(unused);
  pthread_cleanup_pop(0);
}
static void *through(void *unused) {
  __defer puts("through");
  between();
  return unused;
}
static void *through_variable(void *unused) {
  __defer puts("through");
  variable();
  return unused;
}

static void panics(void) {
  pthread_cleanup_push(put, "panics");
  defer_panic("x");
  pthread_cleanup_pop(0);
}
static void recovers(void) {
  __defer defer_recover();
  panics();
}
static void *goes_on(void *unused) {
  recovers();
  puts("on");
  pthread_exit(unused);
}

static void run(void *(*f)(void *)) {
  pthread_t t;
  pthread_create(&t, NULL, f, NULL);
  pthread_join(t, NULL);
  puts("--");
}

int main(void) {
  // CHECK: ends
  // CHECK-NEXT: pushed
  // CHECK-NEXT: --
  run(outside);
  // CHECK-NEXT: pushed
  // CHECK-NEXT: deferred
  // CHECK-NEXT: --
  run(inside);
  // CHECK-NEXT: ends
  // CHECK-NEXT: between
  // CHECK-NEXT: through
  // CHECK-NEXT: --
  run(through);
  // CHECK-NEXT: ends
  // CHECK-NEXT: clean 5
  // CHECK-NEXT: through
  // CHECK-NEXT: --
  run(through_variable);
  // CHECK-NEXT: panics
  // CHECK-NEXT: on
  // CHECK-NEXT: --
  run(goes_on);
  return 0;
}
