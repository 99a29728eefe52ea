/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.h - coming back to a place.  Private to the runtime. */
#ifndef DEFER_RUNTIME_REGISTERS_H
#define DEFER_RUNTIME_REGISTERS_H

#include "defer_rt.h"

#include <stdint.h>

/* Comes out of __defer_enter(link), or __defer_setjmp, again, which returns
 * `value`. */
_Noreturn void __defer_land(struct __defer_link *link, int value);

/* Of what __defer_enter, or __defer_setjmp, has kept. */
uintptr_t defer_kept_stack_pointer(const struct __defer_link *link);
uintptr_t defer_kept_frame_pointer(const struct __defer_link *link);

#endif
