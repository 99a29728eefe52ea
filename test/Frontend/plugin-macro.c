// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plugin says that it is there by __DEFER_PLUGIN__; the word is a macro
// that a program can ask for.
//
// RUN: %defer -fsyntax-only -Werror %s

#ifndef __DEFER_PLUGIN__
#error no plugin
#endif
#ifndef __defer
#error no word
#endif
#if __LINE__ != 14
#error the lines are counted wrong
#endif
int here;
_Static_assert(__builtin_strcmp(__FILE__, "<defer>") != 0, "");
