/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* registers.h - coming back to a place.  Private to the runtime. */
#ifndef DEFER_RUNTIME_REGISTERS_H
#define DEFER_RUNTIME_REGISTERS_H

#include "defer_rt.h"

/* Comes out of __defer_enter(link), or __defer_setjmp, again, which returns
 * `value`. */
_Noreturn void __defer_land(struct __defer_link *link, int value);

#endif
