/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.c - preloaded (LD_PRELOAD): counts what is had from the heap. */
#include <malloc.h>
#include <stddef.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void __libc_free(void *);

static long calls, live, most;

static void *had(void *p) {
  calls++;
  live += p ? (long)malloc_usable_size(p) : 0;
  if (live > most)
    most = live;
  return p;
}

void *malloc(size_t n) { return had(__libc_malloc(n)); }
void *calloc(size_t n, size_t m) { return had(__libc_calloc(n, m)); }
void *realloc(void *p, size_t n) {
  live -= p ? (long)malloc_usable_size(p) : 0;
  return had(__libc_realloc(p, n));
}
void free(void *p) {
  live -= p ? (long)malloc_usable_size(p) : 0;
  __libc_free(p);
}

void heap_reset(void) { calls = live = most = 0; }
void heap_get(long *c, long *m) {
  *c = calls;
  *m = most;
}
