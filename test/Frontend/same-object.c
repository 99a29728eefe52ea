// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file that defers nothing gives the same object, byte for byte, with the
// plugin and without it.
//
// RUN: %clang -O0 -c %S/Inputs/plain1.c -o %t.1.o
// RUN: %defer -O0 -c %S/Inputs/plain1.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -c %S/Inputs/plain1.c -o %t.1.o
// RUN: %defer -O2 -c %S/Inputs/plain1.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -Os -g -c %S/Inputs/plain1.c -o %t.1.o
// RUN: %defer -Os -g -c %S/Inputs/plain1.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O0 -g -c %S/Inputs/plain1.c -o %t.1.o
// RUN: %defer -O0 -g -c %S/Inputs/plain1.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -fPIC -c %S/Inputs/plain1.c -o %t.1.o
// RUN: %defer -O2 -fPIC -c %S/Inputs/plain1.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O0 -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O0 -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O2 -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -Os -g -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -Os -g -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O0 -g -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O0 -g -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -fPIC -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O2 -fPIC -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O1 -fexceptions -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O1 -fexceptions -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -flto -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O2 -flto -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O3 -ffunction-sections -fprofile-instr-generate -c %S/Inputs/plain2.c -o %t.1.o
// RUN: %defer -O3 -ffunction-sections -fprofile-instr-generate -c %S/Inputs/plain2.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O0 -c %S/Inputs/plain3.c -o %t.1.o
// RUN: %defer -O0 -c %S/Inputs/plain3.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -c %S/Inputs/plain3.c -o %t.1.o
// RUN: %defer -O2 -c %S/Inputs/plain3.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -Os -g -c %S/Inputs/plain3.c -o %t.1.o
// RUN: %defer -Os -g -c %S/Inputs/plain3.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O0 -g -c %S/Inputs/plain3.c -o %t.1.o
// RUN: %defer -O0 -g -c %S/Inputs/plain3.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
// RUN: %clang -O2 -fPIC -c %S/Inputs/plain3.c -o %t.1.o
// RUN: %defer -O2 -fPIC -c %S/Inputs/plain3.c -o %t.2.o
// RUN: cmp %t.1.o %t.2.o
//
// This file includes <defer.h> and defers nothing.
//
// RUN: %clang -I%include -O1 -c %s -o %t.1.o
// RUN: %defer -O1 -c %s -o %t.2.o
// RUN: cmp %t.1.o %t.2.o

#include <defer.h>

int f(int n) { return n + 1; }
