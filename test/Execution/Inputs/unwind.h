/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * An exception of C's own: a forced unwind, as pthread_exit makes one, up to
 * the frame of a TRY.
 */

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unwind.h>

struct try_frame {
  jmp_buf env;
  char *frame;
  struct try_frame *outer;
};
static struct try_frame *innermost;

static _Unwind_Reason_Code stop(int version, _Unwind_Action actions,
                                _Unwind_Exception_Class class,
                                struct _Unwind_Exception *exception,
                                struct _Unwind_Context *context, void *data) {
  (void)version, (void)class, (void)exception;
  struct try_frame *to = data;
  if ((actions & _UA_END_OF_STACK) || (char *)_Unwind_GetCFA(context) > to->frame)
    longjmp(to->env, 1);
  return _URC_NO_REASON;
}

/* Does not return. */
__attribute__((noinline)) static void throw_it(void) {
  static struct _Unwind_Exception exceptions[16];
  static unsigned used;
  struct _Unwind_Exception *exception = &exceptions[used++ % 16];
  _Unwind_ForcedUnwind(exception, stop, innermost);
  abort();
}

/* Returns whether `f` was left by an exception. */
__attribute__((noinline)) static int try(void (*f)(int), int n) {
  struct try_frame frame;
  frame.outer = innermost;
  frame.frame = __builtin_dwarf_cfa();
  innermost = &frame;
  int thrown = setjmp(frame.env);
  if (!thrown)
    f(n);
  innermost = frame.outer;
  return thrown;
}
