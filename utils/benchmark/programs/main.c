/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * main.c - drives the works of one contender.
 *
 *   program list                   the works it has
 *   program run WORK ARGUMENT N    N times: "result sum" (of coroutines, which may run
 *                                  in any order, the sum in any order)
 *   program count                  each line WORK ARGUMENT N of standard input: once,
 *                                  bench_mark(), N times, bench_mark()
 *   program time WORK ARGUMENT N   as run, and the nanoseconds of the processor
 *   program memory WORK ARGUMENT   once: bytes of stack; calls of malloc and the
 *                                  most bytes of heap at a time (memory.c)
 *   program tail N EVERY ROUNDS    how long small requests wait while another item
 *                                  of their worker ends a list of N: for each round
 *                                  p50, p99, max and the list's own time, in
 *                                  nanoseconds; EVERY: yield between so many (0: no)
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WORK_ATTRIBUTE __attribute__((weak))
#include "coroutine.h"
#include "works.h"

enum { STACK = 16384, TOGETHER = 64 };

static long call_structure(int way) {
  struct big b = work_structure(way);
  long sum = 0;
  for (int i = 0; i < 8; i++)
    sum = sum * 3 + b.word[i];
  return sum;
}

/* n coroutines, so many at a time. */
static long coroutines(long (*body)(int), int n) {
  static char stacks[TOGETHER][STACK] __attribute__((aligned(16)));
  static struct coroutine all[TOGETHER];
  long sum = 0;
  for (int first = 0; first < n; first += TOGETHER) {
    int here = n - first < TOGETHER ? n - first : TOGETHER;
    for (int i = 0; i < here; i++)
      coroutine_make(&all[i], stacks[i], STACK, body, first + i);
    for (int left = here; left;)
      for (int i = 0; i < here; i++)
        if (!all[i].ended) {
          coroutine_resume(&all[i]);
          if (all[i].ended) {
            sum += all[i].result;
            left--;
          }
        }
  }
  return sum;
}
static long call_coroutine(int n) { return coroutines(work_task, n); }
static long call_coroutine_loop(int n) { return coroutines(work_task_loop, n); }

static const struct work {
  const char *name;
  long (*run)(int);
  int there;
  enum { WAYS, ROUNDS, COROUTINES } kind; /* of the argument */
} *works_end, *works;

static const struct work *find(const char *name) {
  for (const struct work *w = works; w != works_end; w++)
    if (w->there && !strcmp(w->name, name))
      return w;
  fprintf(stderr, "no such work: %s\n", name);
  exit(2);
}

static unsigned long long clock_of(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}
static unsigned long long now(void) { return clock_of(CLOCK_MONOTONIC); }
/* Not what other programs had the processor for. */
static unsigned long long used(void) { return clock_of(CLOCK_PROCESS_CPUTIME_ID); }

static unsigned long sum_of(const struct work *w) {
  return w->kind == COROUTINES ? world_total() : world_sum();
}

static long repeat(const struct work *w, int argument, int n) {
  long (*volatile run)(int) = w->run;
  long result = 0;
  world_reset();
  for (int i = 0; i < n; i++) {
    world_start(w->kind == WAYS ? argument : 0);
    result = run(argument);
  }
  return result;
}

__attribute__((noinline)) void bench_mark(void) { __asm__ volatile(""); }

static void count(void) {
  char name[64];
  int argument, n;
  while (scanf("%63s %d %d", name, &argument, &n) == 3) {
    const struct work *w = find(name);
    repeat(w, argument, 1);
    bench_mark();
    long result = repeat(w, argument, n);
    bench_mark();
    printf("%ld %lx\n", result, sum_of(w));
  }
}

static void memory(const struct work *w, int argument) {
  enum { SIZE = 1 << 20 };
  static char stack[SIZE] __attribute__((aligned(16)));
  void (*heap_reset)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "heap_reset");
  void (*heap_get)(long *, long *) =
      (void (*)(long *, long *))dlsym(RTLD_DEFAULT, "heap_get");
  long calls = 0, most = 0;
  struct coroutine c;
  size_t unused = 0;
  /* Twice: the first has what is made once and stays. */
  for (int i = 0; i < 2; i++) {
    memset(stack, 0x5a, SIZE);
    world_reset();
    world_start(w->kind == WAYS ? argument : 0);
    coroutine_make(&c, stack, SIZE, w->run, argument);
    if (heap_reset)
      heap_reset();
    do
      coroutine_resume(&c);
    while (!c.ended);
    if (heap_get)
      heap_get(&calls, &most);
  }
  while (unused < SIZE && stack[unused] == 0x5a)
    unused++;
  printf("%zu %ld %ld\n", SIZE - unused, calls, most);
}

/* Requests come every PERIOD nanoseconds from when the list begins to end. */
enum { PERIOD = 5000 };
static unsigned long long began;

void item_ends(void) { began = now(); }

static void request(void) {
  for (int i = 0; i < 20; i++)
    release(step(i));
}

static int compare(const void *a, const void *b) {
  unsigned long long x = *(const unsigned long long *)a;
  unsigned long long y = *(const unsigned long long *)b;
  return (x > y) - (x < y);
}

static void tail(int n, unsigned every, int rounds) {
  static char stack[1 << 16] __attribute__((aligned(16)));
  enum { MOST = 1 << 16 };
  static unsigned long long waited[MOST];
  unsigned (*set)(void (*)(void), unsigned) =
      (unsigned (*)(void (*)(void), unsigned))dlsym(RTLD_DEFAULT,
                                                    "defer_set_yield_hook");
  if (every) {
    if (!set) {
      fprintf(stderr, "no defer_set_yield_hook\n");
      exit(2);
    }
    set(coroutine_yield, every);
  }
  for (int round = 0; round < rounds; round++) {
    struct coroutine c;
    size_t served = 0;
    unsigned long long ended = 0;
    world_start(0);
    began = 0;
    coroutine_make(&c, stack, sizeof stack, work_long_list, n);
    while (!c.ended) {
      coroutine_resume(&c);
      if (c.ended)
        ended = now();
      /* What has come since, while the list was ending. */
      while (began && served < MOST) {
        unsigned long long came = began + served * PERIOD;
        if (came > (ended ? ended : now()))
          break;
        request();
        waited[served++] = now() - came;
      }
    }
    qsort(waited, served, sizeof *waited, compare);
    printf("%llu %llu %llu %llu\n", waited[served / 2], waited[served * 99 / 100],
           waited[served - 1], ended - began);
  }
}

int main(int argc, char **argv) {
  const struct work all[] = {
#define WAY(NAME) {#NAME, work_##NAME, work_##NAME != NULL, WAYS},
#define ROUND(NAME) {#NAME, work_##NAME, work_##NAME != NULL, ROUNDS},
      WAY_WORKS(WAY) ROUND_WORKS(ROUND)
      {"structure", call_structure, work_structure != NULL, WAYS},
      {"coroutine", call_coroutine, work_task != NULL, COROUTINES},
      {"coroutine_loop", call_coroutine_loop, work_task_loop != NULL, COROUTINES},
  };
  works = all;
  works_end = all + sizeof all / sizeof *all;
  const char *mode = argc > 1 ? argv[1] : "list";
  if (!strcmp(mode, "list")) {
    for (const struct work *w = works; w != works_end; w++)
      if (w->there)
        puts(w->name);
  } else if (!strcmp(mode, "run") && argc == 5) {
    const struct work *w = find(argv[2]);
    long result = repeat(w, atoi(argv[3]), atoi(argv[4]));
    printf("%ld %lx\n", result, sum_of(w));
  } else if (!strcmp(mode, "count"))
    count();
  else if (!strcmp(mode, "time") && argc == 5) {
    const struct work *w = find(argv[2]);
    repeat(w, atoi(argv[3]), 1);
    unsigned long long start = used();
    long result = repeat(w, atoi(argv[3]), atoi(argv[4]));
    unsigned long long taken = used() - start;
    printf("%ld %lx %llu\n", result, sum_of(w), taken);
  } else if (!strcmp(mode, "memory") && argc == 4)
    memory(find(argv[2]), atoi(argv[3]));
  else if (!strcmp(mode, "tail") && argc == 5 && work_long_list)
    tail(atoi(argv[2]), (unsigned)atoi(argv[3]), atoi(argv[4]));
  else
    return 2;
  return 0;
}
