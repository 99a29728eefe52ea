//===- RuntimeCalls.cpp - the runtime, linked or in the file --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RuntimeCalls.h"

using namespace defer;

const RuntimeCalls &RuntimeCalls::of(Runtime Which) {
  static const RuntimeCalls Linked = {"struct __defer_frame",  "{0, 0, 0, 0}",
                                      "struct __defer_record", "__deferproc",
                                      "__deferreturn",         "__deferdrop",
                                      "__deferblock",          "__defermark"};
  static const RuntimeCalls Embedded = {"struct defer_frame",  "{0, 0, 0}",
                                        "struct defer_record", "defer_push",
                                        "defer_pop",           "defer_drop",
                                        "defer_block",         "defer_newest"};
  return Which == Runtime::Link ? Linked : Embedded;
}

llvm::ArrayRef<const char *> defer::embeddedNames() {
  static const char *const Names[] = {
      "DEFER_UNUSED", "DEFER_DROPPED",  "defer_record", "defer_memory",
      "defer_frame",  "defer_allocate", "defer_push",   "defer_pop",
      "defer_drop",   "defer_block",    "defer_newest"};
  return Names;
}

static const char EmbeddedText[] = R"c(
#ifndef DEFER_EMBEDDED
#define DEFER_EMBEDDED
/* What functions have deferred, last first; see the functions' ends. */
#include <stdio.h>
#include <stdlib.h>

#if defined(__GNUC__)
#define DEFER_UNUSED __attribute__((__unused__))
#else
#define DEFER_UNUSED
#endif

#define DEFER_DROPPED (~0u)

struct defer_record {
  struct defer_record *below; /* the one that was deferred before it */
  unsigned id;                /* what is to run */
};

union defer_memory {
  union defer_memory *below;
  long double aligned;
};

struct defer_frame {
  struct defer_record *top;
  struct defer_record *done; /* to be freed at the end */
  union defer_memory *blocks;
};

static void *defer_allocate(size_t size) {
  /* Not by macros of those names: what is pending is not the program's. */
  void *memory = (malloc)(size);
  if (!memory) {
    fprintf(stderr, "defer: out of memory\n");
    abort();
  }
  return memory;
}

/* One more is deferred: a record of `size` bytes with the number `id`. */
static DEFER_UNUSED void *defer_push(struct defer_frame *frame, size_t size,
                                     unsigned id) {
  struct defer_record *record = defer_allocate(size);
  record->below = frame->top;
  record->id = id;
  frame->top = record;
  return record;
}

/* The newest record, taken off, or null if that is `mark`.  It stays readable
 * until null is returned for a null mark. */
static DEFER_UNUSED void *defer_pop(struct defer_frame *frame,
                                    const struct defer_record *mark) {
  struct defer_record *record;
  while ((record = frame->top) != mark) {
    frame->top = record->below;
    record->below = frame->done;
    frame->done = record;
    if (record->id != DEFER_DROPPED)
      return record;
  }
  if (mark)
    return 0;
  while ((record = frame->done) != 0) {
    frame->done = record->below;
    (free)(record);
  }
  while (frame->blocks) {
    union defer_memory *below = frame->blocks->below;
    (free)(frame->blocks);
    frame->blocks = below;
  }
  return 0;
}

/* Takes off a record that need not be the newest. */
static DEFER_UNUSED void defer_drop(struct defer_frame *frame,
                                    struct defer_record *record) {
  (void)frame;
  record->id = DEFER_DROPPED;
}

/* Memory until the frame is empty. */
static DEFER_UNUSED void *defer_block(struct defer_frame *frame, size_t size,
                                      size_t align) {
  union defer_memory *block = defer_allocate(size + sizeof *block + align);
  size_t at = (size_t)(block + 1);
  block->below = frame->blocks;
  frame->blocks = block;
  return (char *)(block + 1) + (align - at % align) % align;
}

static DEFER_UNUSED struct defer_record *defer_newest(struct defer_frame *frame) {
  return frame->top;
}
#endif
)c";

std::string defer::runtimeText(const RewriteOptions &Opts) {
  if (Opts.Uses == Runtime::Embed)
    return EmbeddedText + 1;
  return Opts.Chain ? "#include <defer_chain.h>\n" : "#include <defer_rt.h>\n";
}
