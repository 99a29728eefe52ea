/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * __deferdrop takes any record off: what is left comes in its order, a mark holds
 * though its record is gone, and memory is used again.
 *
 * RUN: %clang -std=c99 -Wall -Wextra -Werror -I%include %s %libdefer -o %t && %t
 */
#include "defer_rt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(what)                                                           \
  do                                                                          \
    if (!(what)) {                                                            \
      printf("line %d: %s\n", __LINE__, #what);                               \
      exit(1);                                                                \
    }                                                                         \
  while (0)

static struct __defer_frame frame;
static char buffer[256] __attribute__((aligned(DEFER_RT_ALIGN)));

static struct __defer_record *push(unsigned id) {
  struct __defer_record *record =
      __deferproc(&frame, sizeof(struct __defer_record) + 16, id);
  memset(record + 1, (int)id, 16);
  return record;
}

static void start(void) {
  frame.top = 0;
  frame.next = buffer;
  frame.end = buffer + sizeof buffer;
  frame.chunks = 0;
}

static int next(struct __defer_record *mark) {
  struct __defer_record *record = __deferreturn(&frame, mark);
  return record ? (int)record->id : -1;
}

int main(void) {
  struct __defer_record *r[8], *mark, *first;
  unsigned i;

  /* From the middle, the bottom and the top. */
  start();
  for (i = 0; i < 6; i++)
    r[i] = push(i);
  __deferdrop(&frame, r[3]);
  __deferdrop(&frame, r[0]);
  __deferdrop(&frame, r[5]);
  CHECK(frame.top == r[4]);
  CHECK(next(0) == 4 && next(0) == 2 && next(0) == 1 && next(0) == -1);
  CHECK(next(0) == -1);

  /* All of them, the newest last. */
  start();
  for (i = 0; i < 4; i++)
    r[i] = push(i);
  for (i = 0; i < 4; i++)
    __deferdrop(&frame, r[i]);
  CHECK(!frame.top && frame.next == buffer);
  CHECK(next(0) == -1);

  /* A mark is one after its record has been dropped, newest or not. */
  start();
  push(0);
  r[1] = push(1);
  mark = __defermark(&frame);
  CHECK(mark == r[1]);
  __deferdrop(&frame, r[1]);
  r[2] = push(2);
  push(3);
  __deferdrop(&frame, r[2]);
  CHECK(next(mark) == 3 && next(mark) == -1);
  push(4);
  CHECK(next(mark) == 4 && next(mark) == -1);
  CHECK(next(0) == 0 && next(0) == -1);

  /* With nothing pending there is no record to be one. */
  start();
  CHECK(!__defermark(&frame));
  r[0] = push(0);
  __deferdrop(&frame, r[0]);
  CHECK(next(0) == -1);

  /* A dropped record can be read until the next one is made, in its place. */
  start();
  first = push(7);
  for (i = 0; i < 100000; i++) {
    __deferdrop(&frame, first);
    CHECK(((char *)(first + 1))[15] == 7);
    CHECK(push(7) == first);
  }
  CHECK(!frame.chunks);

  /* In heap chunks as well; all of it is given back. */
  start();
  for (i = 0; i < 2000; i++) {
    r[0] = push(i);
    if (i % 3)
      __deferdrop(&frame, r[0]);
  }
  CHECK(frame.chunks);
  for (i = 1998; i > 0; i -= 3)
    CHECK(next(0) == (int)i);
  CHECK(next(0) == 0 && next(0) == -1 && !frame.chunks);
  return 0;
}
