/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * defer_chain.h - unwind=chain in plain C: what defer-rewrite writes for it.
 *
 * A function that may have something pending keeps that, and what its deferred
 * statements name, in a structure, and is on its thread's chain while it is
 * active.  What leaves it in another way than by returning (a panic, the end of
 * the thread, a defer_longjmp) calls its `run` on top of the stack that is left:
 *
 *   struct f_shared {
 *     struct __defer_activation active;
 *     FILE *in;
 *     int pending_fclose_in;
 *   };
 *   static void f_unwind(struct __defer_activation *active);
 *
 *   DEFER_ACTIVE int f(const char *name) {
 *     struct f_shared shared_here = {0};
 *     struct f_shared *shared = &shared_here;
 *     __defer_activate(&shared->active, f_unwind, 0);
 *     ...
 *     __defer_deactivate(&shared->active);
 *     return result;
 *   }
 *
 * Nothing here needs more than C99, or a compiler that knows of exceptions.
 */
#ifndef DEFER_CHAIN_H
#define DEFER_CHAIN_H

#include <defer_rt.h>

#include <setjmp.h>

/* Of a function that has one: it has a stack frame of its own, so that a longjmp
 * to its caller leaves that. */
#if defined(__GNUC__)
#define DEFER_ACTIVE __attribute__((__noinline__))
#define DEFER_ACTIVE_UNUSED __attribute__((__noinline__, __unused__))
#else
#define DEFER_ACTIVE
#define DEFER_ACTIVE_UNUSED
#endif

/* The setjmp of a function that recovers leads to a `return` of what is in its
 * structure; GCC takes it for one that may lead on to all of the function. */
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wclobbered"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* One activation of a function, on the chain from __defer_activate until
 * __defer_deactivate, or until what leaves the function has passed. */
struct __defer_activation {
  struct __defer_link link;
  /* Runs what is pending, each statement once it is pending no more: if one
   * panics, it is called again for the rest. */
  void (*run)(struct __defer_activation *activation);
  /* Where the function goes on when a panic was stopped, to return; or null if
   * none of its statements calls defer_recover. */
  jmp_buf *stopped;
  /* What `run` runs for: what __defer_recover is asked about. */
  struct _Unwind_Exception *passes;
};

/* The activation belongs to the caller, who must leave it where it is. */
DEFER_RT_API void __defer_activate(struct __defer_activation *activation,
                                   void (*run)(struct __defer_activation *),
                                   jmp_buf *stopped);
DEFER_RT_API void __defer_deactivate(struct __defer_activation *activation);

#ifdef __cplusplus
}
#endif

/* What panics and jumps goes along the chain, and nowhere else. */
#define __defer_panic __defer_chain_panic
#define __defer_panic_value __defer_chain_panic_value
#define defer_longjmp defer_chain_longjmp

#endif
