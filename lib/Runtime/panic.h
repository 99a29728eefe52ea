/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* panic.h - the panics of a thread.  Private to the runtime. */
#ifndef DEFER_RUNTIME_PANIC_H
#define DEFER_RUNTIME_PANIC_H

#include "defer_rt.h"

#include <stdarg.h>
#include <stdint.h>
#include <unwind.h>

struct panic {
  struct _Unwind_Exception unwind; /* its address is the exception's */
  struct panic *older;             /* on the thread's list */
  void *value;                     /* what defer_recover returns */
  char *message;                   /* the value, if it is a text; or null */
  struct _Unwind_Exception *ends;  /* the thread's end, if it is in its place */
  const char *function, *file;     /* where it comes from; may be null */
  int line;
  unsigned char recovered; /* its deferrals still run */
  unsigned char replaced;  /* by a newer one, out of a deferred statement */
  unsigned char spare;     /* not from the heap */
  unsigned char in_use;    /* of a spare one */
  uintptr_t at; /* what it has come to: the frame pointer there, or the link */
  char text[104]; /* for the message, where the heap has no room */
};

/* The newest panic of the thread that has not ended, or null. */
struct panic *defer_newest_panic(void);

/* Makes `newest` that, and returns the one before. */
struct panic *defer_exchange_panics(struct panic *newest);

/*
 * A new panic, to be started.  Its message is formatted before anything older is
 * given up, so that it may be made from that.
 */
struct panic *defer_new_panic(const char *function, const char *file, int line);
void defer_set_message(struct panic *panic, const char *format, va_list values);

/* Puts it on the list, once it has its message or value. */
void defer_start_panic(struct panic *panic);

/* Takes the panic, and what it has replaced, off the list. */
void defer_end_panic(struct panic *panic);

/* Something else takes the place of the panic, or stops it. */
void defer_give_up_panic(struct panic *panic);

/* Prints all panics of the thread, oldest first, before the process aborts. */
void defer_report_panics(void);

/* Whether the exception is a panic. */
int defer_is_panic(const struct _Unwind_Exception *exception);

#endif
