/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* chain.h - the chain, and functions on it that were written as plain C
 * (defer_chain.h).  Private to the runtime. */
#ifndef DEFER_RUNTIME_CHAIN_H
#define DEFER_RUNTIME_CHAIN_H

#include "defer_rt.h"

/* Has the C library call `run(link)` when the thread ends, or a longjmp leaves the
 * frame that `link` is in, whose callees' frames begin at `frame`. */
void defer_register(struct __defer_link *link, void (*run)(void *), char *frame);
void defer_unregister(struct __defer_link *link);

/* In what that calls, with what it returns to: whether a longjmp does. */
int defer_is_longjmp(const void *caller);

/* What the C library would run of pthread_cleanup_push in callees of the frame
 * that `link` is in, or in itself since, is not to run any more. */
void defer_forget_handlers(const struct __defer_link *link);

/* A longjmp leaves all of the chain, up to its last link. */
void defer_chain_left(void);

/* The thread ends; `known` is a link of a frame that has not been left. */
_Noreturn void defer_thread_ends(struct __defer_link *known);

/* Whether a link is an activation's. */
int defer_is_activation(const struct __defer_link *link);

/* It runs for nothing any more. */
void defer_forget_passing(struct __defer_link *activation);

/* Runs what the top of the chain, an activation, has pending; returns what passes
 * on, with the activation off the chain; or does not return. */
struct _Unwind_Exception *defer_pass_activation(struct _Unwind_Exception *passes);

#endif
