/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Runs both twins on each of the ways through them that the arguments and the
   failures below lead to, under callgrind: collection is on in measure(), and
   a profile is dumped after each call of dump(). Prints, in the same order,
   "function form argument failing-call".

   Fails if the twins do not do the same. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "goto-twins.h"

static unsigned long trace; /* a hash of all that was called */
static unsigned long way;   /* the same without the arguments */
static int calls, fail_at;
static char memory[16][128];
static int memory_used;

static void record(int what, long argument) {
  way = (way ^ (unsigned long)what) * 0x9e3779b97f4a7c15ul;
  trace = (trace ^ (unsigned long)(what * 1000 + argument)) * 0x9e3779b97f4a7c15ul;
}

static int fails(void) { return ++calls == fail_at; }

static int number(void *p) { return p ? (int)(((char *)p - memory[0]) / 128) : -1; }

void *take(size_t size) {
  record(1, (long)size);
  return fails() ? NULL : memory[memory_used++];
}
void give(void *p) { record(2, number(p)); }
int lock(int which) { record(3, which); return fails() ? -1 : 0; }
void unlock(int which) { record(4, which); }
int open_file(int name) { record(5, name); return fails() ? -1 : 3 + name; }
void close_file(int fd) { record(6, fd); }
int step(int what) { record(7, what); return fails() ? -1 : 10 + what; }
int work(void *a, void *b) {
  record(8, number(a) * 16 + number(b));
  return fails() ? -1 : 77;
}
int value(int what) { record(9, what); return what; }
void begin(int what) { record(10, what); }
void commit(int what) { record(11, what); }
void rollback(int what) { record(12, what); }
void note(int what) { record(13, what); }
void fill(struct big *b, int what) {
  record(14, what);
  for (int i = 0; i < 8; i++)
    b->word[i] = what * 100 + i;
}
struct big make_big(int what) {
  struct big b;
  fill(&b, what);
  return b;
}

static void start(int fail) {
  trace = way = 1;
  calls = memory_used = 0;
  fail_at = fail;
  memset(memory, 0, sizeof memory);
}

typedef void call(int argument, void *result);

#define CALL(NAME, KIND)                                                      \
  CALL_##KIND(NAME##_defer) CALL_##KIND(NAME##_goto)
#define CALL_nothing(NAME)                                                    \
  void NAME(int);                                                             \
  static void call_##NAME(int a, void *result) { NAME(a); }
#define CALL_TYPE(NAME, TYPE)                                                 \
  TYPE NAME(int);                                                             \
  static void call_##NAME(int a, void *result) {                              \
    TYPE r = NAME(a);                                                         \
    memcpy(result, &r, sizeof r);                                             \
  }
#define CALL_number(NAME) CALL_TYPE(NAME, long)
#define CALL_pointer(NAME) CALL_TYPE(NAME, void *)
#define CALL_pair(NAME) CALL_TYPE(NAME, struct pair)
#define CALL_big(NAME) CALL_TYPE(NAME, struct big)
TWINS(CALL)

static const struct twins {
  const char *name;
  call *with_defer, *with_goto;
} twins[] = {
#define ROW(NAME, KIND) {#NAME, call_##NAME##_defer, call_##NAME##_goto},
    TWINS(ROW)};

/* What callgrind looks for. Never inlined: the calls are through pointers. */
void measure(call *function, int a, void *result) { function(a, result); }
void dump(const char *name, const char *form, int a, int fail) {
  printf("%s %s %d %d\n", name, form, a, fail);
}
void (*volatile do_measure)(call *, int, void *) = measure;
void (*volatile do_dump)(const char *, const char *, int, int) = dump;

int main(void) {
  static const int arguments[] = {-1, 0, 1, 2, 3, 4, 5, 9};
  int different = 0;
  for (size_t t = 0; t < sizeof twins / sizeof *twins; t++) {
    const struct twins *T = &twins[t];
    unsigned long seen[256];
    int seen_count = 0;
    for (size_t i = 0; i < sizeof arguments / sizeof *arguments; i++)
      for (int fail = 0; fail <= 12; fail++) {
        unsigned char results[2][128] = {{0}};
        unsigned long traces[2], this_way;
        int a = arguments[i], known = 0;
        start(fail);
        T->with_goto(a, results[0]);
        if (fail > calls)
          break;
        traces[0] = trace;
        /* The same calls may hide another way: a way with another result is
           another one. */
        this_way = way;
        for (int b = 0; b < 8; b++)
          this_way = this_way * 31 + results[0][b];
        start(fail);
        T->with_defer(a, results[1]);
        traces[1] = trace;
        if (traces[0] != traces[1] || memcmp(results[0], results[1], 128)) {
          fprintf(stderr, "%s(%d), call %d fails: the twins differ\n", T->name,
                  a, fail);
          different = 1;
        }
        for (int k = 0; k < seen_count; k++)
          known |= seen[k] == this_way;
        if (known)
          continue;
        seen[seen_count++] = this_way;
        start(fail);
        do_measure(T->with_defer, a, results[1]);
        do_dump(T->name, "defer", a, fail);
        start(fail);
        do_measure(T->with_goto, a, results[0]);
        do_dump(T->name, "goto", a, fail);
      }
  }
  return different;
}
