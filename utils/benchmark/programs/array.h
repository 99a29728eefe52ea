/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * array.h - the array a C programmer writes for releases whose number is not
 * known: eight of them on the stack, then on the heap, twice as many each time.
 */
#ifndef ARRAY_H
#define ARRAY_H

#include <stdlib.h>
#include <string.h>

#define ARRAY(TYPE)                                                            \
  struct TYPE##_array {                                                        \
    struct TYPE *all;                                                          \
    size_t used, room;                                                         \
    struct TYPE first[8];                                                      \
  };                                                                           \
  static inline void TYPE##_start(struct TYPE##_array *array) {                \
    array->all = array->first;                                                 \
    array->used = 0;                                                           \
    array->room = 8;                                                           \
  }                                                                            \
  static __attribute__((noinline, cold)) void TYPE##_grow(                     \
      struct TYPE##_array *array) {                                            \
    struct TYPE *more =                                                        \
        realloc(array->all == array->first ? NULL : array->all,                \
                array->room * 2 * sizeof(struct TYPE));                        \
    if (!more)                                                                 \
      abort();                                                                 \
    if (array->all == array->first)                                            \
      memcpy(more, array->first, sizeof array->first);                         \
    array->all = more;                                                         \
    array->room *= 2;                                                          \
  }                                                                            \
  static inline struct TYPE *TYPE##_push(struct TYPE##_array *array) {         \
    if (array->used == array->room)                                            \
      TYPE##_grow(array);                                                      \
    return &array->all[array->used++];                                         \
  }                                                                            \
  static inline struct TYPE *TYPE##_pop(struct TYPE##_array *array) {          \
    return array->used ? &array->all[--array->used] : NULL;                    \
  }                                                                            \
  static inline void TYPE##_end(struct TYPE##_array *array) {                  \
    if (array->all != array->first)                                            \
      free(array->all);                                                        \
  }

#endif
