/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The heap as the tests of the runtime see it: malloc and free are counted,
 * and can be made to fail. Link with -Wl,--wrap=malloc,--wrap=free.
 */
#include <defer_rt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int mallocs, frees;
static size_t last_size, failing_from = SIZE_MAX;

void *__real_malloc(size_t size);
void __real_free(void *p);

void *__wrap_malloc(size_t size) {
  if (size >= failing_from)
    return 0;
  mallocs++;
  last_size = size;
  return __real_malloc(size);
}

void __wrap_free(void *p) {
  frees += p != 0;
  __real_free(p);
}

#define CHECK(x)                                                              \
  ((x) ? (void)0                                                              \
       : (fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #x), exit(1)))

/* A frame as lowered code makes it: a buffer for DEFER_RT_FIRST_RECORDS. */
struct frame {
  struct __defer_frame f;
  _Alignas(DEFER_RT_ALIGN) char buffer[DEFER_RT_FIRST_RECORDS *
                                       sizeof(struct __defer_record)];
};

static inline struct __defer_frame *make(struct frame *f) {
  f->f.top = 0;
  f->f.next = f->buffer;
  f->f.end = f->buffer + sizeof f->buffer;
  f->f.chunks = 0;
  return &f->f;
}

static inline unsigned id_of(void *record) {
  return ((struct __defer_record *)record)->id;
}
