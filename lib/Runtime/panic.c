/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * panic.c - the panics of a thread: made, recovered from, reported.
 *
 * A thread has a list of those that have not ended.  There is more than one
 * while a deferred statement that runs for a panic panics itself: if the newer
 * one comes out of that statement, it replaces the older, which stays on the
 * list to be reported; both end when the newer one is recovered from.
 */
#include "panic.h"

#include "memory.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
  SPARE = 4, /* panics at once with no heap */
  KEPT = 16  /* messages that stay readable after a recovery */
};

static _Thread_local struct thread {
  struct panic *newest;
  struct panic spare[SPARE];
  unsigned next_spare; /* the one that was in use longest ago */
  char *kept[KEPT];
  unsigned next_kept;
  int registered; /* for release at its end */
} thread;

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int have_key;

static void release_kept(void *of) {
  struct thread *t = of;

  for (unsigned i = 0; i < KEPT; i++) {
    free(t->kept[i]);
    t->kept[i] = 0;
  }
  t->registered = 0;
}

static void make_key(void) { have_key = !pthread_key_create(&key, release_kept); }

/* The code that the key calls may be gone before the thread is; what that keeps
   is lost then. */
__attribute__((__destructor__)) static void unload(void) {
  if (have_key)
    pthread_key_delete(key);
  have_key = 0;
}

/* The value that was recovered stays readable for a while. */
static void keep(char *message) {
  struct thread *t = &thread;

  if (!t->registered) {
    pthread_once(&once, make_key);
    t->registered = have_key && !pthread_setspecific(key, t);
  }
  free(t->kept[t->next_kept]);
  t->kept[t->next_kept] = message;
  t->next_kept = (t->next_kept + 1) % KEPT;
}

/* "DEFR" by the vendor, and "C\0\0\0" for the language. */
#define PANIC_CLASS UINT64_C(0x4445465243000000)

int defer_is_panic(const struct _Unwind_Exception *exception) {
  return exception->exception_class == PANIC_CLASS;
}

struct panic *defer_newest_panic(void) { return thread.newest; }

struct panic *defer_exchange_panics(struct panic *newest) {
  struct panic *before = thread.newest;

  thread.newest = newest;
  return before;
}

struct panic *defer_new_panic(const char *function, const char *file, int line) {
  struct thread *t = &thread;
  struct panic *panic = 0;

  for (unsigned i = 0; i < SPARE && !panic; i++) {
    struct panic *spare = &t->spare[(t->next_spare + i) % SPARE];
    if (spare->in_use)
      continue;
    t->next_spare = (t->next_spare + i + 1) % SPARE;
    panic = spare;
    *panic = (struct panic){.spare = 1, .in_use = 1};
  }
  if (!panic) {
    panic = defer_allocate(sizeof *panic);
    *panic = (struct panic){0};
  }
  panic->unwind.exception_class = PANIC_CLASS;
  panic->function = function;
  panic->file = file;
  panic->line = line;
  panic->older = t->newest;
  return panic;
}

void defer_set_message(struct panic *panic, const char *format, va_list values) {
  va_list again;
  int length;

  va_copy(again, values);
  length = vsnprintf(panic->text, sizeof panic->text, format, values);
  if (length < 0)
    snprintf(panic->text, sizeof panic->text, "%s", format);
  /* What fits is good enough where the heap has no room for the rest. */
  panic->message = length < 0 ? 0 : malloc((size_t)length + 1);
  if (panic->message)
    vsnprintf(panic->message, (size_t)length + 1, format, again);
  else
    panic->message = panic->text;
  panic->value = panic->message;
  va_end(again);
}

static void release(struct panic *panic) {
  if (panic->message && panic->message != panic->text) {
    if (panic->recovered)
      keep(panic->message);
    else
      free(panic->message);
  }
  if (panic->spare)
    panic->in_use = 0; /* its text stays until it is used again */
  else
    defer_release(panic);
}

/* Takes the newest off the list, and puts it on top of `ended`. */
static struct panic *take(struct panic *ended) {
  struct panic *last = thread.newest;

  thread.newest = last->older;
  last->older = ended;
  return last;
}

void defer_end_panic(struct panic *panic) {
  struct panic *ended = 0;

  while (thread.newest && ended != panic)
    ended = take(ended);
  while (thread.newest && thread.newest->replaced)
    ended = take(ended);
  /* The oldest first: the messages that are kept longest are the newest. */
  while (ended) {
    struct panic *newer = ended->older;
    release(ended);
    ended = newer;
  }
}

void defer_give_up_panic(struct panic *panic) {
  if (thread.newest == panic)
    defer_end_panic(panic); /* by what is no panic */
  else {
    panic->replaced = 1;
    if (panic->ends) /* or the new one is in the place of that itself */
      thread.newest->ends = panic->ends;
  }
}

static void report(const struct panic *panic) {
  if (panic->message)
    fprintf(stderr, "panic: %s", panic->message);
  else
    fprintf(stderr, "panic: value %p", panic->value);
  fputs(panic->recovered ? " [recovered]\n" : "\n", stderr);
  if (panic->function || panic->file)
    fprintf(stderr, "\tin %s, %s:%d\n",
            panic->function ? panic->function : "?",
            panic->file ? panic->file : "?", panic->line);
}

/* The list is turned round, and nobody needs it any more. */
void defer_report_panics(void) {
  struct panic *oldest = 0;

  /* What is printed is a cancellation point, and the process is to end. */
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, 0);
  while (thread.newest)
    oldest = take(oldest);
  for (; oldest; oldest = oldest->older)
    report(oldest);
}

void defer_start_panic(struct panic *panic) { thread.newest = panic; }

void *__defer_recover(struct _Unwind_Exception *exception) {
  struct panic *panic;

  if (!exception || !defer_is_panic(exception))
    return 0;
  panic = (struct panic *)(void *)exception;
  if (panic->recovered)
    return 0; /* it is no panic any more */
  panic->recovered = 1;
  return panic->value;
}

struct _Unwind_Exception *
__defer_recovered(struct _Unwind_Exception *exception) {
  struct _Unwind_Exception *ends;
  struct panic *panic;

  if (!exception || !defer_is_panic(exception))
    return exception;
  panic = (struct panic *)(void *)exception;
  if (!panic->recovered)
    return exception;
  ends = panic->ends;
  defer_end_panic(panic);
  return ends;
}

void __defer_exit_replaced(struct _Unwind_Exception *exit,
                           struct _Unwind_Exception *by) {
  if (defer_is_panic(by))
    ((struct panic *)(void *)by)->ends = exit;
}
