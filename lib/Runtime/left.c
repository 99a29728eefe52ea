/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * left.c - the part of the stack that an unwinder has left.
 *
 * When glibc ends a thread it unwinds the stack, and lands where a frame has
 * something to clean: an object of C++, or a handler of pthread_cleanup_push in C.
 * From there it goes on, and overwrites what was below with its own frames:
 *
 *     main of the thread     its link runs what is pending
 *     library                has cleaned up, and called _Unwind_Resume
 *     (f, with a link)       left, and overwritten by those of the unwinder:
 *       _Unwind_Resume
 *         a handler          which asks
 *
 * So what is left is below the frame that called the unwinder.  Only the unwinder
 * can say where that is.  It is found in libgcc_s, which glibc itself loads when a
 * thread ends; with no reference to it, a program with unwind=chain needs none.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr and the like, in <dlfcn.h> */
#endif
#include "left.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <unwind.h>

#if defined(__GLIBC__)

#pragma weak dlopen
#pragma weak dlsym
/* In a static program, that is where they are. */
#pragma weak _Unwind_Backtrace
#pragma weak _Unwind_GetCFA
#pragma weak _Unwind_GetRegionStart
#pragma weak _Unwind_ForcedUnwind
#pragma weak _Unwind_Resume
#pragma weak _Unwind_Resume_or_Rethrow

struct unwinder {
  _Unwind_Reason_Code (*backtrace)(_Unwind_Trace_Fn, void *);
  _Unwind_Word (*cfa)(struct _Unwind_Context *);
  _Unwind_Ptr (*start)(struct _Unwind_Context *);
  _Unwind_Ptr entries[3]; /* of what a frame calls to unwind the stack */
};

static struct unwinder unwinder;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* dlopen waits for a thread that loads or unloads a library, which may wait for this
   one to end: so it is called once, as by glibc. */
static void find_unwinder(void) {
  struct unwinder *out = &unwinder;
  void *library = dlopen && dlsym
                      ? dlopen("libgcc_s.so.1", RTLD_LAZY | RTLD_NOLOAD)
                      : NULL;

  if (library) {
    *(void **)&out->backtrace = dlsym(library, "_Unwind_Backtrace");
    *(void **)&out->cfa = dlsym(library, "_Unwind_GetCFA");
    *(void **)&out->start = dlsym(library, "_Unwind_GetRegionStart");
    out->entries[0] = (_Unwind_Ptr)dlsym(library, "_Unwind_ForcedUnwind");
    out->entries[1] = (_Unwind_Ptr)dlsym(library, "_Unwind_Resume");
    out->entries[2] = (_Unwind_Ptr)dlsym(library, "_Unwind_Resume_or_Rethrow");
    dlclose(library); /* glibc keeps it */
  } else {
    out->backtrace = _Unwind_Backtrace;
    out->cfa = _Unwind_GetCFA;
    out->start = _Unwind_GetRegionStart;
    out->entries[0] = (_Unwind_Ptr)_Unwind_ForcedUnwind;
    out->entries[1] = (_Unwind_Ptr)_Unwind_Resume;
    out->entries[2] = (_Unwind_Ptr)_Unwind_Resume_or_Rethrow;
  }
}

struct search {
  int frames; /* that have been looked at */
  int next;   /* the next one has called the unwinder */
  uintptr_t found;
};

static _Unwind_Reason_Code look(struct _Unwind_Context *context, void *data) {
  struct search *search = data;
  _Unwind_Ptr start;

  if (search->next) {
    search->found = unwinder.cfa(context);
    return _URC_END_OF_STACK;
  }
  start = unwinder.start(context);
  for (int i = 0; i < 3; ++i)
    search->next |= start && start == unwinder.entries[i];
  /* It is a few frames away, or not there: a thread may end in another way. */
  return ++search->frames < 32 ? _URC_NO_REASON : _URC_END_OF_STACK;
}

uintptr_t defer_left_below(void) {
  struct search search = {0};

  pthread_once(&once, find_unwinder);
  if (unwinder.backtrace && unwinder.cfa && unwinder.start)
    unwinder.backtrace(look, &search);
  return search.found;
}

#else

/* Without glibc nothing is unwound. */
uintptr_t defer_left_below(void) { return 0; }

#endif
