/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * unwind.c - panics go up the stack as forced unwinding (Itanium C++ ABI:
 * Exception Handling, 1.3): in one walk, through the landing pads of C and C++
 * alike.  A landing pad that does not resume ends it, and the panic with it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr */
#endif
#include "jump.h"
#include "panic.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* AddressSanitizer's: the stack below is about to be left. */
#pragma weak __asan_handle_no_return
void __asan_handle_no_return(void);
#pragma weak dladdr

/* The DWARF number of the frame pointer. */
#if defined(__x86_64__)
enum { FRAME_POINTER = 6 };
#else
enum { FRAME_POINTER = 29 }; /* AArch64 */
#endif

/* Nothing has recovered, and all has run; or a frame cannot be passed. */
static _Noreturn void end(struct _Unwind_Context *context) {
  void *ip = context ? (void *)_Unwind_GetIP(context) : 0;
  Dl_info in;

  defer_report_panics();
  if (ip) {
    fprintf(stderr, "defer: the panic cannot pass %p", ip);
    if (dladdr && dladdr(ip, &in) && in.dli_fname)
      fprintf(stderr, " (%s in %s)", in.dli_sname ? in.dli_sname : "?",
              in.dli_fname);
    fputs(", which has no unwind tables: what is pending there and in its "
          "callers has not run\n",
          stderr);
  }
  abort();
}

static _Unwind_Reason_Code stop(int version, _Unwind_Action actions,
                                _Unwind_Exception_Class class,
                                struct _Unwind_Exception *exception,
                                struct _Unwind_Context *context, void *data) {
  struct panic *panic = data;

  (void)version, (void)class, (void)exception;
  if (actions & _UA_END_OF_STACK)
    end(context);
  panic->at = _Unwind_GetGR(context, FRAME_POINTER);
  return _URC_NO_REASON;
}

static void clean_up(_Unwind_Reason_Code reason,
                     struct _Unwind_Exception *exception) {
  (void)reason;
  defer_give_up_panic((struct panic *)(void *)exception);
}

static _Noreturn void raise(struct panic *panic) {
  defer_start_panic(panic);
  panic->unwind.exception_cleanup = clean_up;
  if (__asan_handle_no_return)
    __asan_handle_no_return();
  _Unwind_ForcedUnwind(&panic->unwind, stop, panic);
  end(0); /* the unwinder itself has failed */
}

void __defer_panic(const char *function, const char *file, int line,
                   const char *format, ...) {
  struct panic *panic = defer_new_panic(function, file, line);
  va_list values;

  va_start(values, format);
  defer_set_message(panic, format, values);
  va_end(values);
  raise(panic);
}

void __defer_panic_value(const char *function, const char *file, int line,
                         void *value) {
  struct panic *panic = defer_new_panic(function, file, line);

  panic->value = value;
  raise(panic);
}

/* --- Long jumps. */

/*
 * The frame with the frame pointer of the one looked for is that one, if the pointer
 * is in it: not below its stack pointer, but below that of its caller.  Others may
 * leave the register alone, or have that value in it by chance: the end of an array
 * of the function, perhaps.
 */
struct search {
  uintptr_t frame, found; /* by its frame pointer; its stack pointer */
};

static _Unwind_Reason_Code look(struct _Unwind_Context *context, void *data) {
  struct search *search = data;
  uintptr_t stack_pointer = _Unwind_GetCFA(context);

  if (search->found && search->frame < stack_pointer)
    return _URC_END_OF_STACK;
  search->found = 0;
  if (_Unwind_GetGR(context, FRAME_POINTER) == search->frame &&
      stack_pointer <= search->frame)
    search->found = stack_pointer;
  return _URC_NO_REASON;
}

/*
 * Panics that a statement of the function itself ran for have come to the frame
 * that the jump leads to.  Stack pointers do not tell frames apart, for a call may
 * have had arguments on the stack.  The frame pointer does: functions that call
 * defer_setjmp have one.
 */
static void abandon_panics_at(const struct defer_jump *jump) {
  struct panic *panic;

  if (jump->in_cxx)
    return; /* it has no statements, but a handler that holds the panic */
  while ((panic = defer_newest_panic()) && panic->at == (uintptr_t)jump->frame)
    defer_end_panic(panic);
}

static _Unwind_Reason_Code stop_at(int version, _Unwind_Action actions,
                                   _Unwind_Exception_Class class,
                                   struct _Unwind_Exception *exception,
                                   struct _Unwind_Context *context,
                                   void *data) {
  struct defer_jump *jump = data;

  (void)version, (void)class, (void)exception;
  if (actions & _UA_END_OF_STACK)
    end(context);
  if (_Unwind_GetCFA(context) == (uintptr_t)jump->link.pad) {
    abandon_panics_at(jump);
    defer_arrive(jump);
  }
  return _URC_NO_REASON;
}

void defer_longjmp(struct defer_jump *jump, int value) {
  struct search search = {(uintptr_t)jump->frame, 0};

  defer_start_jump(jump, value);
  _Unwind_Backtrace(look, &search);
  if (!search.found)
    defer_no_frame();
  jump->link.pad = (void *)search.found;
  if (__asan_handle_no_return)
    __asan_handle_no_return();
  _Unwind_ForcedUnwind((void *)jump->passes, stop_at, jump);
  end(0);
}
