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
static int calls, fail_at;
static char memory[16][128];
static int memory_used;

static void record(int what, long argument) {
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
  trace = 1;
  calls = memory_used = 0;
  fail_at = fail;
  memset(memory, 0, sizeof memory);
}

typedef void call(int argument, void *result);

#define CALL(NAME, TYPE, FORM)                                                \
  TYPE NAME##_##FORM(int);                                                    \
  static void call_##NAME##_##FORM(int a, void *result) {                     \
    RESULT_##FORM(TYPE, NAME##_##FORM(a));                                    \
  }
#define RESULT_defer(TYPE, E) RESULT(TYPE, E)
#define RESULT_goto(TYPE, E) RESULT(TYPE, E)
#define RESULT(TYPE, E)                                                       \
  _Generic((TYPE (*)(void))0, void (*)(void): (void)0, default: (void)0);     \
  STORE(TYPE, E)
#define STORE(TYPE, E) STORE_##TYPE(E)
