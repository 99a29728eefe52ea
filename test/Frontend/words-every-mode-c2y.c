// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: every word works in C2y.
//
// REQUIRES: llvm-ge-19
// RUN: %defer -std=c2y -Wall -Wextra -pedantic-errors -Werror -c -o %t.o %S/words-every-mode.c
// RUN: %defer -std=gnu2y -Wall -Wextra -Werror -c -o %t.o %S/words-every-mode.c
