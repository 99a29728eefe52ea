// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assembly that goes through the preprocessor is left alone.
//
// RUN: %clang -x assembler-with-cpp -c -o %t1.o %s
// RUN: %defer -x assembler-with-cpp -c -o %t2.o %s
// RUN: cmp %t1.o %t2.o
// RUN: %defer -x assembler-with-cpp -E %s | FileCheck --implicit-check-not=__defer_marker %s
#define NAME some_symbol
  .data
  .globl NAME
NAME:
#ifdef __DEFER_PLUGIN__
  .long 2
#else
  .long 1
#endif

// CHECK: some_symbol:
