/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* list_defer.h - deferral by macros of a linked list: each deferral is a node
 * with a function and its argument, on the stack, or, in a loop, on the heap.
 */
#include <stdlib.h>

struct deferred {
  struct deferred *below;
  void (*run)(int);
  int argument, on_heap;
};

static void run_deferred(struct deferred *list) {
  while (list) {
    struct deferred *this = list;
    list = this->below;
    this->run(this->argument);
    if (this->on_heap)
      free(this);
  }
}

#define LIST_JOIN_(A, B) A##B
#define LIST_JOIN(A, B) LIST_JOIN_(A, B)
#define SCOPE(TYPE)                                                            \
  struct deferred *list_ = NULL;                                               \
  TYPE result_
#define DEFER(F, ARGUMENT)                                                     \
  struct deferred LIST_JOIN(node_, __LINE__) = {list_, F, ARGUMENT, 0};        \
  list_ = &LIST_JOIN(node_, __LINE__)
#define DEFER_IN_LOOP(F, ARGUMENT)                                             \
  do {                                                                         \
    struct deferred *node_ = malloc(sizeof *node_);                            \
    if (!node_)                                                                \
      abort();                                                                 \
    *node_ = (struct deferred){list_, F, ARGUMENT, 1};                         \
    list_ = node_;                                                             \
  } while (0)
#define RETURN(E)                                                              \
  do {                                                                         \
    result_ = (E);                                                             \
    run_deferred(list_);                                                       \
    return result_;                                                            \
  } while (0)
