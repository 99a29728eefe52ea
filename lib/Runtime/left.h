/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* left.h - the part of the stack that an unwinder has left.  Private to the
 * runtime. */
#ifndef DEFER_RUNTIME_LEFT_H
#define DEFER_RUNTIME_LEFT_H

#include <stdint.h>

/*
 * In what glibc calls while it ends the thread: frames below this address have
 * been left, or are the unwinder's own; 0 if that is not known.
 */
uintptr_t defer_left_below(void);

#endif
