/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* setjmp_defer.h - deferral by macros of setjmp: each deferral saves where its
 * statement is, and the return jumps from one to the next. The pattern of many
 * small libraries. */
#include <setjmp.h>

#define SCOPE(TYPE)                                                            \
  jmp_buf steps_[8], leave_;                                                   \
  volatile int pending_ = 0;                                                   \
  TYPE result_
#define NEXT_()                                                                \
  (pending_ > 0 ? longjmp(steps_[--pending_], 1) : longjmp(leave_, 1))
#define DEFER(F, ARGUMENT)                                                     \
  do {                                                                         \
    if (setjmp(steps_[pending_])) {                                            \
      F(ARGUMENT);                                                             \
      NEXT_();                                                                 \
    }                                                                          \
    pending_++;                                                                \
  } while (0)
#define RETURN(E)                                                              \
  do {                                                                         \
    result_ = (E);                                                             \
    if (!setjmp(leave_))                                                       \
      NEXT_();                                                                 \
    return result_;                                                            \
  } while (0)
