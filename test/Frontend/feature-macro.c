// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: __STDC_DEFER_TS25755__ is 1 where `_Defer` works, in every mode of
// C, and not defined in other languages.
//
// RUN: %defer -std=c89 -Werror -fsyntax-only %s
// RUN: %defer -std=gnu2x -Werror -fsyntax-only %s
// RUN: %defer -Werror -include defer.h -fsyntax-only %s
// RUN: %defer -x c++ -Werror -fsyntax-only %s
// RUN: %defer -x objective-c -Werror -fsyntax-only %s

#if defined(__cplusplus) || defined(__OBJC__)
#ifdef __STDC_DEFER_TS25755__
#error it does not work here
#endif
#elif __STDC_DEFER_TS25755__ != 1
#error it works here
#endif
int here;
