//===- KeptNumbers.h - numbers that are arguments and results ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A number that is an argument of a call, and the value of a variable on one of
// the ways that part behind it, is put in its register before the call if both
// are in one block.  Behind a call with a landing pad it would sink to that way
// (MachineSink.cpp), which then has a block of its own, with a jump at its end:
//
//     invoke value(1)                     %k = asm "" (1)
//     br (%same), %out, %on               invoke value(1)
//     out: phi [1, ...]                   out: phi [%k, ...]
//
// On AArch64, what is one more than the number is computed from it, as long as
// only one way leads there:
//
//     on: select %c, 2, 1                 on: add %k, zext %c
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-settle-invokes -S f.ll
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_KEPTNUMBERS_H
#define DEFER_LOWERING_KEPTNUMBERS_H

#include "llvm/IR/Instructions.h"

namespace defer {

void keepNumbersBefore(llvm::InvokeInst &Call, bool IsAArch64);

} // namespace defer

#endif // DEFER_LOWERING_KEPTNUMBERS_H
