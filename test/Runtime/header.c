// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// <defer_rt.h> parses as C89, C99 and C++, twice, with all warnings on, and as
// part of a C++ program links.
//
// RUN: %clang -I%include -std=c89 -Wall -Wextra -pedantic -Werror -x c -fsyntax-only %include/defer_rt.h
// RUN: %clang -I%include -std=c99 -Wall -Wextra -pedantic -Werror -fsyntax-only %s
// RUN: %clang -I%include -std=c2x -Wall -Wextra -pedantic -Werror -fsyntax-only %s
// RUN: %clang -I%include -x c++ -std=c++98 -Wall -Wextra -pedantic -Wno-long-long -Wno-variadic-macros -Wno-comment -Werror -c %s -o %t.o
// RUN: %clang %t.o %libdefer -pthread -o %t
// RUN: %t

#include <defer_rt.h>
#include <defer_rt.h>

#if DEFER_RT_ABI != 3 || DEFER_RT_FIRST_RECORDS < 1
#error
#endif

int main(void) {
  struct __defer_frame frame = {0, 0, 0, 0};
  __deferproc(&frame, sizeof(struct __defer_record), 1);
  if (((struct __defer_record *)__deferreturn(&frame, 0))->id != 1)
    return 1;
  return __deferreturn(&frame, 0) || defer_set_oom_handler(0);
}
