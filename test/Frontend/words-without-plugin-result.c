// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: a named result is one error without the plugin, too. (Before Clang
// 22, which does not look at the calls that a cleanup attribute makes, it is one of
// the linker where nothing else is deferred: result-without-plugin-link.c.)
//
// REQUIRES: llvm-ge-22
// RUN: not %clang -I%include -c "-DW=__defer_result int r = 0;" %S/words-without-plugin.c -o %t.o 2>&1 | FileCheck %S/words-without-plugin.c -DWORD=__defer_result
// RUN: not %clang -I%include -O2 -c "-DW=__defer_result int r = 0;" %S/words-without-plugin.c -o %t.o 2>&1 | FileCheck %S/words-without-plugin.c -DWORD=__defer_result
