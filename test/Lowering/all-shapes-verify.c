// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the pass makes of every other test here is valid IR too, on AArch64 as
// well.

// RUN: %defer -O0 -S -emit-llvm %S/static-returns.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O0 -S -emit-llvm %S/static-known.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O0 -S -emit-llvm %S/flag.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O0 -S -emit-llvm %S/loop-kept.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O1 -S -emit-llvm %S/loop-kept.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O0 -S -emit-llvm %S/nested.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O1 -S -emit-llvm %S/nested.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O0 -S -emit-llvm %S/cleanup-order.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O1 -S -emit-llvm %S/vla.c -o - | %opt -passes=verify -disable-output
// RUN: %defer -O1 -S -emit-llvm %S/setjmp.c -o - | %opt -passes=verify -disable-output
