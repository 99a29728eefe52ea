/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * chain.c - panics and the end of a thread with no unwinder: each function that
 * may have something pending is on its thread's chain, and says in its link
 * where to land (see defer_rt.h).
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* pthread_getattr_np */
#endif
#include "chain.h"
#include "jump.h"
#include "left.h"
#include "panic.h"
#include "registers.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

_Thread_local struct __defer_link *__defer_chain;

/* AddressSanitizer's: the stack below is about to be left. */
#pragma weak __asan_handle_no_return
void __asan_handle_no_return(void);

/* --- The end of a thread. */

/* Both glibc and musl run what this gives them on top of the stack that is to be
   left.  The buffer is theirs: three or four words. */
#if defined(__GLIBC__)
extern void cleanup_push(void *buffer, void (*run)(void *), void *value)
    __asm__("_pthread_cleanup_push");
extern void cleanup_pop(void *buffer, int run) __asm__("_pthread_cleanup_pop");
#else
#define cleanup_push(buffer, run, value)                                       \
  _pthread_cleanup_push((void *)(buffer), run, value)
#define cleanup_pop(buffer, run) _pthread_cleanup_pop((void *)(buffer), run)
#endif

/* What the statements run for then. */
static _Thread_local struct _Unwind_Exception thread_end;

static _Noreturn void walk(struct _Unwind_Exception *passes);

/* The size of the thread's own stack, and where it begins; or 0.  A function that
   defers first on its thread leaves errno alone. */
__attribute__((cold, noinline)) static size_t find_stack(char **low) {
  pthread_attr_t attributes;
  void *base;
  size_t size = 0;
  int before = errno;

  if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
    if (pthread_attr_getstack(&attributes, &base, &size) == 0)
      *low = base;
    pthread_attr_destroy(&attributes);
  }
  errno = before;
  return size;
}

/* Whether that is on the thread's own stack, and not on a coroutine's; not where it
   cannot be known. */
static int on_own_stack(const void *at) {
  static _Thread_local char *low;
  static _Thread_local size_t size;

  if (!size)
    size = find_stack(&low);
  return (uintptr_t)at - (uintptr_t)low < size;
}

#if defined(__GLIBC__)
/* <pthread.h> has these or not, depending on how it is compiled. */
extern void register_cancel(void *) __asm__("__pthread_register_cancel");
extern void unregister_cancel(void *) __asm__("__pthread_unregister_cancel");
extern void unwind_next(void *) __asm__("__pthread_unwind_next");
#endif

/*
 * glibc goes from handler to handler of pthread_cleanup_push in C, but does not
 * take off the thread those that have run: what ends it again, as we do when all
 * has run, would go to one in a frame that is no more.  So the innermost one is
 * kept with the link.
 */
static void keep_handlers(struct __defer_link *link) {
#if defined(__GLIBC__)
  __pthread_unwind_buf_t here;

  register_cancel(&here); /* sets the link to the one before */
  link->handlers = here.__pad[0];
  unregister_cancel(&here);
#else
  (void)link;
#endif
}

void defer_forget_handlers(const struct __defer_link *link) {
#if defined(__GLIBC__)
  __pthread_unwind_buf_t here;

  if (!link->registered)
    return; /* it is not on the thread's own stack, or that cannot be known */
  register_cancel(&here);
  here.__pad[0] = link->handlers;
  unregister_cancel(&here);
#else
  (void)link;
#endif
}

#if defined(__GLIBC__)
/*
 * glibc runs the handlers of a frame that a longjmp leaves as well, on top of the
 * stack that is still there.  Only where they are called from tells that from the
 * end of a thread; it is found out by one longjmp over one handler.
 */
static void *longjmp_caller;

static void note_caller(void *ignored) {
  (void)ignored;
  __atomic_store_n(&longjmp_caller, __builtin_return_address(0),
                   __ATOMIC_RELAXED);
}

/* AddressSanitizer would have the handler elsewhere than on the stack. */
__attribute__((noinline, no_sanitize_address)) static void
leave_handler(jmp_buf back) {
  void *cleanup[sizeof ((struct __defer_link *)0)->cleanup / sizeof(void *)];

  cleanup_push(cleanup, note_caller, 0);
  longjmp(back, 1);
}

static void find_longjmp_caller(void) {
  jmp_buf back;

  if (!__atomic_load_n(&longjmp_caller, __ATOMIC_RELAXED) && !_setjmp(back))
    leave_handler(back);
}
#endif

int defer_is_longjmp(const void *caller) {
#if defined(__GLIBC__)
  return caller == __atomic_load_n(&longjmp_caller, __ATOMIC_RELAXED);
#else
  (void)caller;
  return 0;
#endif
}

/* The chain of the thread's own stack, while a coroutine runs. */
static _Thread_local struct __defer_link *own_chain;

/* All functions on it are left, with what passes there; nothing is to run. */
void defer_chain_left(void) {
  struct panic *panic;

  __defer_chain = 0;
  while ((panic = defer_newest_panic()))
    defer_end_panic(panic);
}

/* The panics are those of the thread's own stack again; a coroutine's are no more. */
static void leave_coroutine(void) {
  defer_chain_left();
  defer_exchange_panics((struct panic *)(void *)own_chain->passes);
}

/* Whether there is room for a link, on the thread's own stack. */
static int is_place(const struct __defer_link *link) {
  return on_own_stack(link) && on_own_stack((const char *)(link + 1) - 1) &&
         (uintptr_t)link % sizeof(void *) == 0;
}

/* Whether what is there can be one. */
static int is_like_link(const struct __defer_link *link) {
  uintptr_t frame;

  if (!is_place(link))
    return 0;
  if (!defer_is_activation(link) && (uintptr_t)link->pad >= 1u << 20)
    return 0; /* as many landing pads has no function */
  frame = defer_is_activation(link) ? (uintptr_t)link->registered
                                    : defer_kept_stack_pointer(link);
  return on_own_stack((void *)frame) && frame % sizeof(void *) == 0 &&
         frame <= (uintptr_t)link;
}

/* Whether a chain leads from there to a link that is known. */
static int leads_to(const struct __defer_link *link,
                    const struct __defer_link *known) {
  while (link != known) {
    if (!is_like_link(link) || link->outer <= link)
      return 0;
    link = link->outer;
  }
  return 1;
}

/*
 * Frames between that had something to clean, of C++ or by pthread_cleanup_push in
 * C, have been unwound already: the stack below them is gone, with the links in it.
 * What of them can still be followed is.
 */
static struct __defer_link *innermost_kept(struct __defer_link *known) {
  struct __defer_link *link = __defer_chain;
  char *left;

  if (link == known)
    return known; /* nobody needs to be asked, who might take a lock */
  left = (char *)defer_left_below();
  if (!left)
    left = __builtin_frame_address(0);
  while (link != known && on_own_stack(link) && (char *)link < left) {
    struct __defer_link *outer = link->outer;
    if (outer <= link || !is_place(outer))
      return known;
    if ((char *)outer >= left && !leads_to(outer, known))
      return known;
    link = outer;
  }
  return link;
}

void defer_thread_ends(struct __defer_link *known) {
  struct __defer_link *link = __defer_chain, *last = known;

  while (last->outer)
    last = last->outer;
  if (!on_own_stack(__builtin_frame_address(0))) {
    /* A coroutine ends the thread, or the handler of a signal, whose chain leads
       on to the thread's. */
    while (link && link != last)
      link = link->outer;
    if (link)
      link = __defer_chain;
    else if ((link = own_chain))
      leave_coroutine();
    else
      link = last;
  } else
    link = innermost_kept(known);
  __defer_chain = link;
  defer_forget_handlers(last);
  walk(&thread_end);
}

static void outermost_left(void *link) {
  if (defer_is_longjmp(__builtin_return_address(0)))
    defer_chain_left();
  else
    defer_thread_ends(link);
}

void defer_register(struct __defer_link *link, void (*run)(void *), char *frame) {
  /* With AddressSanitizer, the link itself may be elsewhere. */
  link->registered = on_own_stack(frame) ? frame : 0;
  if (!link->registered)
    return;
#if defined(__GLIBC__)
  find_longjmp_caller();
#endif
  keep_handlers(link);
  cleanup_push(link->cleanup, run, link);
}

void defer_unregister(struct __defer_link *link) {
  if (link->registered)
    cleanup_pop(link->cleanup, 0);
}

void __defer_linked_first(struct __defer_link *link) {
  defer_register(link, outermost_left, __builtin_frame_address(0));
}

void __defer_unlinked_last(struct __defer_link *link) { defer_unregister(link); }

/* All has run; the C library goes on with what it was at. */
static _Noreturn void end_thread(void) {
  if (__asan_handle_no_return)
    __asan_handle_no_return();
#if defined(__GLIBC__)
  static _Thread_local __pthread_unwind_buf_t buffer;

  register_cancel(&buffer);
  unwind_next(&buffer);
  abort();
#else
  pthread_exit(0); /* the value is the C library's, and cannot be had */
#endif
}

/* --- Along the chain. */

static void unlink_top(void) {
  struct __defer_link *link = __defer_chain;

  __defer_chain = link->outer;
  if (!__defer_chain)
    __defer_unlinked_last(link);
}

/* The frame of __defer_activate, below that of its caller, is no larger. */
enum { CALLEE = 256 };

/*
 * Whether the function that the jump leads to has that link itself.  It has a frame
 * pointer, which __defer_enter has kept; one that was written as plain C has the
 * link in its frame, or called __defer_activate from there (with AddressSanitizer,
 * the link may be elsewhere).
 */
static int is_link_of(const struct __defer_link *link,
                      const struct defer_jump *jump) {
  uintptr_t frame = (uintptr_t)jump->frame;

  if (defer_is_activation(link)) {
    uintptr_t at = (uintptr_t)(link->registered ? link->registered : link);
    return at < frame &&
           at >= defer_kept_stack_pointer(&jump->link) - CALLEE;
  }
  return defer_kept_frame_pointer(link) == frame;
}

/* What a statement of the function itself ran for is no more. */
static void arrive_at_own(struct __defer_link *link) {
  struct panic *panic;

  while ((panic = defer_newest_panic()) && panic->at == (uintptr_t)link)
    defer_end_panic(panic);
  if (defer_is_activation(link))
    defer_forget_passing(link);
}

static _Noreturn void walk(struct _Unwind_Exception *passes) {
  struct defer_jump *jump = defer_jump_of(passes);
  struct __defer_link *link;

  for (;;) {
    link = __defer_chain;
    if (jump && link == jump->link.outer) {
      if (link && is_link_of(link, jump))
        arrive_at_own(link);
      defer_arrive(jump);
    }
    if (!link)
      break;
    if (defer_is_panic(passes))
      ((struct panic *)(void *)passes)->at = (uintptr_t)link;
    if (defer_is_activation(link)) {
      passes = defer_pass_activation(passes);
      jump = defer_jump_of(passes);
      continue;
    }
    if (link->pad) {
      link->passes = passes;
      if (__asan_handle_no_return)
        __asan_handle_no_return();
      __defer_land(link, 1);
    }
    unlink_top();
  }
  if (jump)
    defer_no_frame();
  if (!defer_is_panic(passes))
    end_thread();
  defer_report_panics();
  abort();
}

void defer_chain_longjmp(struct defer_jump *jump, int value) {
  defer_start_jump(jump, value);
  walk((void *)jump->passes);
}

void __defer_pass(struct __defer_link *link, struct _Unwind_Exception *passes) {
  (void)link; /* the top of the chain */
  unlink_top();
  walk(passes);
}

/*
 * With the innermost link goes the newest panic.  Where there is no link, but a
 * panic, of functions with unwind=tables, a chain is the address of that, and 1.
 */
void *defer_exchange_chain(void *chain) {
  struct __defer_link *before = __defer_chain, *link = chain;
  struct panic *panics = 0;

  if ((uintptr_t)chain & 1) {
    panics = (struct panic *)(void *)((char *)chain - 1);
    link = 0;
  } else if (link)
    panics = (struct panic *)(void *)link->passes;
  panics = defer_exchange_panics(panics);
  if (on_own_stack(__builtin_frame_address(0)))
    own_chain = before;
  else if (link == own_chain)
    own_chain = 0; /* it is the current one again */
  __defer_chain = link;
  if (before)
    before->passes = (struct _Unwind_Exception *)(void *)panics;
  else if (panics)
    return (char *)panics + 1;
  return before;
}

struct _Unwind_Exception *__defer_given_up(struct _Unwind_Exception *old,
                                           struct _Unwind_Exception *by) {
  if (!old)
    return by; /* nothing was passing */
  if (defer_is_panic(old))
    defer_give_up_panic((struct panic *)(void *)old);
  else if (!defer_jump_of(old))
    __defer_exit_replaced(old, by);
  return by;
}

void __defer_chain_panic(const char *function, const char *file, int line,
                         const char *format, ...) {
  struct panic *panic = defer_new_panic(function, file, line);
  va_list values;

  va_start(values, format);
  defer_set_message(panic, format, values);
  va_end(values);
  defer_start_panic(panic);
  walk(&panic->unwind);
}

void __defer_chain_panic_value(const char *function, const char *file, int line,
                               void *value) {
  struct panic *panic = defer_new_panic(function, file, line);

  panic->value = value;
  defer_start_panic(panic);
  walk(&panic->unwind);
}
