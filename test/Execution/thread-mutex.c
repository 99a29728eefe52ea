// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: "nothing pending is ever shared by two threads": a mutex unlocked
// by a deferral in threads that run the same functions.
//
// RUN: %exec -pthread %s | FileCheck %s

#include <defer.h>
#include <pthread.h>
#include <stdio.h>

enum { THREADS = 4, ROUNDS = 500 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int counter, ran;

static int add(int n) {
  pthread_mutex_lock(&mutex);
  __defer pthread_mutex_unlock(&mutex);
  counter += n;
  if (n % 2)
    return counter;
  counter++;
  return -counter;
}

static void *work(void *arg) {
  int *sum = arg;
  for (int i = 0; i < ROUNDS; i++) {
    int k = i % 2;
    __defer {
      *sum += k;
      pthread_mutex_lock(&mutex);
      __defer pthread_mutex_unlock(&mutex);
      ran++;
    }
    add(k);
  }
  return arg;
}

int main(void) {
  pthread_t t[THREADS];
  int sum[THREADS] = {0}, started = 0;
  for (int i = 0; i < THREADS; i++) {
    if (pthread_create(&t[i], NULL, work, &sum[i]) != 0)
      return 1;
    started++;
  }
  for (int i = 0; i < started; i++)
    pthread_join(t[i], NULL);
  for (int i = 0; i < started; i++)
    printf("sum %d\n", sum[i]);
  printf("counter %d, ran %d\n", counter, ran);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: sum 250
// CHECK-NEXT: sum 250
// CHECK-NEXT: sum 250
// CHECK-NEXT: sum 250
// CHECK-NEXT: counter 2000, ran 2000
// CHECK-NOT: {{.+}}
