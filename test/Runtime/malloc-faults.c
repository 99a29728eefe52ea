// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Each allocation of the runtime is made to fail in turn: where the handler has
// it tried again, all that is pending runs, once; where there is none, the process
// ends with nothing run twice.
//
// REWRITE-NOT: tcc (no --wrap)
// RUN: %exec -fexceptions -Wl,--wrap=malloc -Wl,--wrap=calloc %s -- 4000 | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain -Wl,--wrap=malloc -Wl,--wrap=calloc %s -- 4000 | FileCheck %s

#include <defer_rt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);

/* The n-th call fails, and, with `all`, those behind it. */
static int countdown = -1, all, failed;

static int fails(void) {
  if (countdown < 0 || (countdown && --countdown))
    return 0;
  if (!all)
    countdown = -1;
  failed++;
  return 1;
}
void *__wrap_malloc(size_t size) { return fails() ? NULL : __real_malloc(size); }
void *__wrap_calloc(size_t count, size_t size) {
  return fails() ? NULL : __real_calloc(count, size);
}

static int due, ran, twice;
static char seen[10000];

static void run(int i) {
  twice += seen[i];
  seen[i] = 1;
  ran++;
}

/* Records, instances, and panics in panics: more at once than need no heap. */
static void deep(int n) {
  if (n == 0)
    return;
  __defer {
    char *message = defer_recover();
    if (message && strncmp(message, "panic ", 6))
      twice++;
  }
  __defer deep(n - 1);
  defer_panic("panic %d, and more than fits where there is no heap: %0*d", n, 90, n);
}

static void work(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer run(k);
    due++;
    if (i == n / 2)
      deep(7);
  }
}

static int again(size_t size) {
  (void)size;
  return 1;
}
static void start(int n, int every) {
  countdown = n;
  all = every;
  failed = due = ran = twice = 0;
  memset(seen, 0, sizeof seen);
}

int main(int argc, char **argv) {
  int size = argc > 1 ? atoi(argv[1]) : 100, n, bad = 0;
  /* Tried again. */
  defer_set_oom_handler(again);
  for (n = 1;; n++) {
    start(n, 0);
    work(size);
    bad += ran != size || twice;
    if (!failed)
      break;
  }
  // CHECK: again: 0 bad of {{[0-9]+}}
  printf("again: %d bad of %d\n", bad, n);

  /* The process ends; before that, nothing runs twice. */
  defer_set_oom_handler(NULL);
  bad = 0;
  for (n = 1;; n++) {
    int status;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
      if (!freopen("/dev/null", "w", stderr))
        _exit(3);
      start(n, 1);
      work(size);
      _exit(twice || ran != size ? 1 : failed ? 0 : 2);
    }
    waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
      break;
    /* Without room for a message, it is shorter. */
    bad += !(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT) &&
           !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
  // CHECK: end: 0 bad of {{[0-9]+}}
  printf("end: %d bad of %d\n", bad, n);
  return 0;
}
