/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * jump.c - defer_setjmp and what defer_longjmp has in common with and without
 * an unwinder.
 */
#include "jump.h"

#include "registers.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* "DEFR" by the vendor, and "CJ\0\0" for the language. */
#define JUMP_CLASS UINT64_C(0x44454652434a0000)

/* AddressSanitizer's: the stack below is about to be left. */
#pragma weak __asan_handle_no_return
void __asan_handle_no_return(void);

struct defer_jump *defer_jump_of(struct _Unwind_Exception *exception) {
  if (exception->exception_class != JUMP_CLASS)
    return 0;
  return (struct defer_jump *)(void *)((char *)exception -
                                       offsetof(struct defer_jump, passes));
}

struct __defer_link *__defer_jump_from(struct defer_jump *jump, void *frame) {
  return __defer_jump_to(jump, frame);
}

void defer_start_jump(struct defer_jump *jump, int value) {
  struct _Unwind_Exception *passes = (void *)jump->passes;

  passes->exception_class = JUMP_CLASS;
  passes->exception_cleanup = 0; /* something else may take its place */
  jump->value = value ? value : 1;
}

void defer_arrive(struct defer_jump *jump) {
  if (__asan_handle_no_return)
    __asan_handle_no_return();
  __defer_land(&jump->link, jump->value);
}

void defer_no_frame(void) {
  fputs("defer: defer_longjmp to a function that has been left\n", stderr);
  abort();
}
