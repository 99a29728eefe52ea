/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* jump.h - long jumps that run what is pending.  Private to the runtime. */
#ifndef DEFER_RUNTIME_JUMP_H
#define DEFER_RUNTIME_JUMP_H

#include "defer_rt.h"

#include <unwind.h>

/* The jump that passes, if `exception` is one; or null. */
struct defer_jump *defer_jump_of(struct _Unwind_Exception *exception);

/* It is under way, and will return `value`. */
void defer_start_jump(struct defer_jump *jump, int value);

/* All frames below have been left. */
_Noreturn void defer_arrive(struct defer_jump *jump);

/* The frame is not on the stack: a message, and abort. */
_Noreturn void defer_no_frame(void);

#endif
