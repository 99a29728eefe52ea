/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* memory.h - where the runtime's heap memory comes from and what happens when
 * there is none.  Private to the runtime. */
#ifndef DEFER_RUNTIME_MEMORY_H
#define DEFER_RUNTIME_MEMORY_H

#include "defer_rt.h"

/* `size` bytes as from malloc; never null (see defer_set_oom_handler). */
void *defer_allocate(size_t size);

/* Gives back what defer_allocate returned. */
void defer_release(void *memory);

#endif
