// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: __STDC_DEFER_TS25755__ is 1, defined once, where Clang has `_Defer`
// itself, whoever lowers it.
//
// REQUIRES: llvm-ge-22
// RUN: %defer -fdefer-ts -Weverything -Werror -fsyntax-only %S/feature-macro.c -Wno-missing-variable-declarations
// RUN: %defer -fdefer-ts -fplugin-arg-defer-native=keep -Weverything -Werror -fsyntax-only %S/feature-macro.c -Wno-missing-variable-declarations
