/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * unwind.c - panics go up the stack as forced unwinding (Itanium C++ ABI:
 * Exception Handling, 1.3): in one walk, through the landing pads of C and C++
 * alike.  A landing pad that does not resume ends it, and the panic with it.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr */
#endif
#include "panic.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

/* "DEFR" by the vendor, and "C\0\0\0" for the language. */
#define PANIC_CLASS UINT64_C(0x4445465243000000)

/* AddressSanitizer's: the stack below is about to be left. */
#pragma weak __asan_handle_no_return
void __asan_handle_no_return(void);
#pragma weak dladdr

int defer_is_panic(const struct _Unwind_Exception *exception) {
  return exception->exception_class == PANIC_CLASS;
}

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
  struct panic *panic = data, *older = panic->older;

  (void)version, (void)class, (void)exception;
  if (actions & _UA_END_OF_STACK)
    end(context);
  panic->at.frame = _Unwind_GetCFA(context);
  panic->at.function = 0;
  /*
   * The frame that an older one had come to is left.  Lowered code says so
   * itself; this is for a cleanup function that panics.
   */
  if (older && !older->replaced && panic->at.frame > older->at.frame) {
    panic->at.function = _Unwind_GetRegionStart(context);
    if (panic->at.function != older->at.function)
      older->replaced = 1;
  }
  return _URC_NO_REASON;
}

static void clean_up(_Unwind_Reason_Code reason,
                     struct _Unwind_Exception *exception) {
  (void)reason;
  defer_give_up_panic((struct panic *)(void *)exception);
}

void defer_raise(struct panic *panic) {
  panic->unwind.exception_class = PANIC_CLASS;
  panic->unwind.exception_cleanup = clean_up;
  if (__asan_handle_no_return)
    __asan_handle_no_return();
  _Unwind_ForcedUnwind(&panic->unwind, stop, panic);
  end(0); /* the unwinder itself has failed */
}
