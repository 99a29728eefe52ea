/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * activations.c - functions on the chain that were written as plain C, which
 * cannot be landed in: what they have pending runs on top of the stack.  See
 * defer_chain.h.
 */
#include "defer_chain.h"

#include "chain.h"
#include "panic.h"

/* In the place of a landing pad's number, which is a small one. */
static char activation_pad;

int defer_is_activation(const struct __defer_link *link) {
  return link->pad == &activation_pad;
}

/* The C library tells of each that is left, the innermost first: so a longjmp past
   some of them leaves those on the chain that are still active. */
static void left(void *data) {
  struct __defer_link *link = data;

  if (!defer_is_longjmp(__builtin_return_address(0)))
    defer_thread_ends(link);
  if (link->outer)
    __defer_chain = link->outer;
  else
    defer_chain_left();
}

void __defer_activate(struct __defer_activation *activation,
                      void (*run)(struct __defer_activation *),
                      jmp_buf *stopped) {
  struct __defer_link *link = &activation->link;

  activation->run = run;
  activation->stopped = stopped;
  activation->passes = 0;
  link->pad = &activation_pad;
  link->passes = 0;
  link->outer = __defer_chain;
  defer_register(link, left, __builtin_frame_address(0));
  __defer_chain = link;
}

void __defer_deactivate(struct __defer_activation *activation) {
  __defer_chain = activation->link.outer;
  defer_unregister(&activation->link);
}

void defer_forget_passing(struct __defer_link *link) {
  ((struct __defer_activation *)(void *)link)->passes = 0;
}

struct _Unwind_Exception *defer_pass_activation(struct _Unwind_Exception *passes) {
  struct __defer_activation *activation = (void *)__defer_chain;
  struct _Unwind_Exception *before = activation->passes;

  /* Out of a statement that it ran for something else. */
  if (before && before != passes)
    __defer_given_up(before, passes);
  activation->passes = passes;
  activation->run(activation);
  __defer_chain = &activation->link;
  passes = __defer_recovered(passes);
  __defer_deactivate(activation);
  if (!passes) {
    /* Those of C do not run for a panic, as without -fexceptions. */
    defer_forget_handlers(&activation->link);
    longjmp(*activation->stopped, 1);
  }
  return passes;
}
