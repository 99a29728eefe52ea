/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * records.c - a frame's records and instances: a bump allocator that starts
 * in the frame's own buffer and goes on in heap chunks of growing size, all
 * given back when the last record has been taken off.
 *
 * A record that is dropped from the middle of the list stays in it, dead, until
 * it comes to be the newest; then its memory is used again, so that a loop
 * whose records are dropped as they are made needs no more than one.
 *
 * With a yield hook, chunks have room for so many records, and each but the first
 * begins with one that is none: when it comes to be taken off, the hook is called.
 * Where there is no hook, this costs nothing, for the records that were dropped
 * are to be told from the others anyway.
 */
#include "memory.h"

#include <stdatomic.h>
#include <stdint.h>

/* Heap memory of a frame; the free part of the newest is in the frame. */
struct __defer_chunk {
  struct __defer_chunk *below;
  size_t size; /* of what follows */
};

enum {
  /* With its header, the largest that glibc keeps for the thread that freed it,
     and so gives again at once. */
  FIRST_CHUNK = 1016,
  HEADER = (sizeof(struct __defer_chunk) + DEFER_RT_ALIGN - 1) &
           -(size_t)DEFER_RT_ALIGN,
  MARK = 1 /* in a record's size: a drain may stop at it */
};
/* The ids of records that are none. */
#define DEAD (~0u)  /* it was dropped */
#define YIELD DEFER_RT_FIRST_OWN_ID /* the hook is due */

static _Atomic(defer_yield_hook) yield_hook;
static atomic_uint yield_every;

defer_yield_hook defer_set_yield_hook(defer_yield_hook hook, unsigned every) {
  atomic_store(&yield_every, every ? every : 1);
  return atomic_exchange(&yield_hook, hook);
}

static struct __defer_record *push(struct __defer_frame *frame, size_t size,
                                   unsigned id) {
  struct __defer_record *record = (struct __defer_record *)(void *)frame->next;

  frame->next += size;
  record->below = frame->top;
  record->id = id;
  record->size = (unsigned)size;
  frame->top = record;
  return record;
}

static void add_chunk(struct __defer_frame *frame, size_t size) {
  struct __defer_chunk *chunk = defer_allocate(HEADER + size);

  chunk->below = frame->chunks;
  chunk->size = size;
  frame->chunks = chunk;
  frame->next = (char *)chunk + HEADER;
  frame->end = frame->next + size;
}

/* The same where a hook is to be called: with room for as many records. */
__attribute__((noinline, cold)) static void
grow_for_hook(struct __defer_frame *frame, size_t size, int due) {
  /* What one deferral takes, about: a record, and perhaps an instance. */
  size_t each = size < 2 * sizeof(struct __defer_record)
                    ? 2 * sizeof(struct __defer_record)
                    : size;
  size_t all = atomic_load(&yield_every);

  if (each < SIZE_MAX / 4 / all)
    each *= all;
  add_chunk(frame, each + sizeof(struct __defer_record));
  if (due)
    push(frame, sizeof(struct __defer_record), YIELD);
}

/* The slow path: a chunk with room for `size` bytes at any `align`. */
static void grow(struct __defer_frame *frame, size_t size, size_t align) {
  size_t want = FIRST_CHUNK;

  if (size > SIZE_MAX / 2 - align - 2 * HEADER)
    size = SIZE_MAX / 2; /* cannot be had; the handler is told */
  else if (align > DEFER_RT_ALIGN)
    size += align;
  /* A frame with no more than one chunk has not very many records. */
  if (atomic_load(&yield_hook)) {
    grow_for_hook(frame, size, frame->chunks != 0);
    return;
  }
  /* More than twice: all chunks together stay below twice the largest, which
     glibc keeps for the next time instead of giving it back. */
  if (frame->chunks && (want = frame->chunks->size) <= SIZE_MAX / 4)
    want += want + want / 2;
  add_chunk(frame, want < size ? size : want);
}

static char *align_up(char *p, size_t align) {
  return p + (-(uintptr_t)p & (align - 1));
}

/* What is rare is called in place of a return. */

__attribute__((noinline)) static void *grow_and_push(struct __defer_frame *frame,
                                                     size_t size, unsigned id) {
  grow(frame, size, sizeof(void *));
  return push(frame, size, id);
}

void *__deferproc(struct __defer_frame *frame, size_t size, unsigned id) {
  /* Instances may have left `next` odd; records need a pointer's alignment. */
  frame->next = align_up(frame->next, sizeof(void *));
  if (frame->next > frame->end || (size_t)(frame->end - frame->next) < size)
    return grow_and_push(frame, size, id);
  return push(frame, size, id);
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

__attribute__((noinline)) static void *yield(struct __defer_frame *frame, struct __defer_record *mark) {
  defer_yield_hook hook = atomic_load(&yield_hook);

  if (hook)
    hook();
  return __deferreturn(frame, mark);
}

__attribute__((noinline)) static void *
release_chunks(struct __defer_frame *frame) {
  struct __defer_chunk *chunk;

  /* Nothing is pending; should the body go on, it starts a new chunk. */
  frame->next = frame->end = 0;
  while ((chunk = frame->chunks)) {
    defer_yield_hook hook;
    frame->chunks = chunk->below;
    defer_release(chunk);
    /* Memory is given back for as many records as have run. */
    if (frame->chunks && (hook = atomic_load(&yield_hook)))
      hook();
  }
  return 0;
}

void *__deferreturn(struct __defer_frame *frame, struct __defer_record *mark) {
  struct __defer_record *record;

  while ((record = frame->top) != mark && record) {
    frame->top = record->below;
    if (record->id < YIELD)
      return record;
    if (record->id == YIELD)
      return yield(frame, mark);
  }
  if (mark || !frame->chunks)
    return 0;
  return release_chunks(frame);
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
