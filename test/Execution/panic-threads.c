// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: threads are independent. Ten thousand are started (fewer where that
// takes long) and, under load, cancelled, end themselves or panic; what each has
// pending runs once.
//
// RUN: %exec -pthread -fexceptions %s -- %many | FileCheck -DN=%many %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s -- %many | FileCheck -DN=%many %s
// CHECK: [[N]] threads, [[N]] right

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { AT_ONCE = 40, RECORDS = 12 };

struct job {
  pthread_t thread;
  int kind, ran, due, recovered;
  sem_t started;
};

static void count(struct job *job) { job->ran++; }

__attribute__((noinline)) static void leave(struct job *job) {
  switch (job->kind) {
  case 0: /* to be cancelled */
    sem_post(&job->started);
    for (;;)
      pause();
  case 1: /* or while it is at work */
    sem_post(&job->started);
    for (;;)
      pthread_testcancel(), sched_yield();
  case 2:
    pthread_exit(job);
  case 3:
    defer_panic("job %d", job->kind);
  }
}

__attribute__((noinline)) static void work(struct job *job) {
  _Defer count(job);
  __defer count(job);
  for (int i = 0; i < RECORDS; i++) {
    struct job *mine = job;
    __defer count(mine);
  }
  leave(job);
}

static void *thread(void *value) {
  struct job *job = value;
  __defer {
    char *message = defer_recover();
    job->recovered = message && message[4] == '3';
    count(job);
  }
  job->due = RECORDS + 3;
  work(job);
  return job;
}

static int right(struct job *job, void *result) {
  void *expected[] = {PTHREAD_CANCELED, PTHREAD_CANCELED, job, job, NULL};
  /* A panic that was recovered from has no result; one that returns has. */
  if (job->kind == 3)
    expected[3] = NULL;
  if (job->kind == 4)
    expected[4] = job;
  return result == expected[job->kind] && job->ran == job->due &&
         job->recovered == (job->kind == 3);
}

int main(int argc, char **argv) {
  int all = argc > 1 ? atoi(argv[1]) : 200, good = 0;
  static struct job jobs[AT_ONCE];
  for (int done = 0; done < all; done += AT_ONCE) {
    for (int i = 0; i < AT_ONCE; i++) {
      jobs[i] = (struct job){.kind = (done + i) % 5};
      sem_init(&jobs[i].started, 0, 0);
      if (pthread_create(&jobs[i].thread, NULL, thread, &jobs[i]))
        return 2;
    }
    for (int i = 0; i < AT_ONCE; i++) {
      void *result;
      if (jobs[i].kind < 2) {
        sem_wait(&jobs[i].started);
        pthread_cancel(jobs[i].thread);
      }
      pthread_join(jobs[i].thread, &result);
      good += right(&jobs[i], result);
      sem_destroy(&jobs[i].started);
    }
  }
  printf("%d threads, %d right\n", all, good);
  return 0;
}
