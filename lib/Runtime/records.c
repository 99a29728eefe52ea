/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * records.c - a frame's records and instances: a bump allocator that starts
 * in the frame's own buffer and goes on in heap chunks of doubling size, all
 * given back when the last record has been taken off.
 *
 * A record that is dropped from the middle of the list stays in it, dead, until
 * it comes to be the newest; then its memory is used again, so that a loop
 * whose records are dropped as they are made needs no more than one.
 */
#include "memory.h"

#include <stdint.h>

/* Heap memory of a frame; the free part of the newest is in the frame. */
struct __defer_chunk {
  struct __defer_chunk *below;
  size_t size; /* of what follows */
};

enum {
  FIRST_CHUNK = 1024,
  HEADER = (sizeof(struct __defer_chunk) + DEFER_RT_ALIGN - 1) &
           -(size_t)DEFER_RT_ALIGN,
  MARK = 1 /* in a record's size: a drain may stop at it */
};
#define DEAD (~0u) /* the id of a record that was dropped */

/* The slow path: a chunk with room for `size` bytes at any `align`. */
static void grow(struct __defer_frame *frame, size_t size, size_t align) {
  size_t want = frame->chunks ? frame->chunks->size : FIRST_CHUNK / 2;
  struct __defer_chunk *chunk;

  if (want <= SIZE_MAX / 4)
    want *= 2;
  if (size > SIZE_MAX / 2 - align - HEADER)
    size = SIZE_MAX / 2; /* cannot be had; the handler is told */
  else if (align > DEFER_RT_ALIGN)
    size += align;
  if (want < size)
    want = size;

  chunk = defer_allocate(HEADER + want);
  chunk->below = frame->chunks;
  chunk->size = want;
  frame->chunks = chunk;
  frame->next = (char *)chunk + HEADER;
  frame->end = frame->next + want;
}

static char *align_up(char *p, size_t align) {
  return p + (-(uintptr_t)p & (align - 1));
}

void *__deferproc(struct __defer_frame *frame, size_t size, unsigned id) {
  struct __defer_record *record;

  /* Instances may have left `next` odd; records need a pointer's alignment. */
  frame->next = align_up(frame->next, sizeof(void *));
  if (frame->next > frame->end || (size_t)(frame->end - frame->next) < size)
    grow(frame, size, sizeof(void *));
  record = (struct __defer_record *)(void *)frame->next;
  frame->next += size;
  record->below = frame->top;
  record->id = id;
  record->size = (unsigned)size;
  frame->top = record;
  return record;
}

void *__deferblock(struct __defer_frame *frame, size_t size, size_t align) {
  char *p;

  size += !size; /* an instance of nothing has an address, too */
  p = align_up(frame->next, align);
  if (p > frame->end || (size_t)(frame->end - p) < size) {
    grow(frame, size, align);
    p = align_up(frame->next, align);
  }
  frame->next = p + size;
  return p;
}

void *__deferreturn(struct __defer_frame *frame, struct __defer_record *mark) {
  struct __defer_record *record;

  while ((record = frame->top) != mark && record) {
    frame->top = record->below;
    if (record->id != DEAD)
      return record;
  }
  if (!mark)
    while (frame->chunks) {
      struct __defer_chunk *chunk = frame->chunks;
      frame->chunks = chunk->below;
      defer_release(chunk);
      /* Nothing is pending; should the body go on, it starts a new chunk. */
      frame->next = frame->end = 0;
    }
  return 0;
}

void __deferdrop(struct __defer_frame *frame, struct __defer_record *record) {
  record->id = DEAD;
  while ((record = frame->top) && record->id == DEAD && !(record->size & MARK)) {
    frame->top = record->below;
    if ((char *)record + record->size == frame->next)
      frame->next = (char *)record;
  }
}

struct __defer_record *__defermark(struct __defer_frame *frame) {
  if (frame->top)
    frame->top->size |= MARK;
  return frame->top;
}
