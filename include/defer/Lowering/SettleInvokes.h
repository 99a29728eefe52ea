//===- SettleInvokes.h - code around calls with landing pads ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A call with a landing pad ends its block.  LLVM's code generator looks at one
// block at a time in places, and so makes other code than without landing pads.
// Five small changes, the last ones before it, tell it what it does not see.
// In four of them an empty `asm` stands where nothing may pass: no instruction
// comes of it.
//
// - *Own pads.*  If calls share a landing pad that has phis, the values are
//   copied before each call.  Each call gets a pad of its own, which has none.
// - *Kept before the call.*  What is computed before a call and used behind it
//   sinks there (MachineSink.cpp), so that its operands are kept in registers
//   across the call instead of it.  If only one of two ways needs it, it may.
//
//     %sum = add %a, %b                   %sum = add %a, %b
//     invoke f()                          asm "" (%sum)
//     use %sum                            invoke f()
//
//   So is a number that is an argument and is used on a way behind it, too
//   (KeptNumbers.h).
//
// - *Taken behind the test.*  The result of a call that is tested is copied to
//   a register that calls leave alone, then tested; without landing pads, both
//   are in one block, and the copy is made where the result is used.  Now, too:
//
//     %p = invoke take() to %tail         tail: br (%p == null), %no, %yes
//     tail: br (%p == null), %no, %yes    yes:  %q = asm "" (%p)
//     yes:  use %p                              use %q
//
//   AArch64's scheduler has arguments that are computed there before it, so
//   that they are in other registers than the call's.  What they are computed
//   from goes through an `asm` behind that one, and stays in its register.
//
// - *Kept apart.*  Two blocks behind calls that end alike are made one (without
//   landing pads, too, on AArch64), two that are the same test are, too, and a
//   short block with a test is not copied to the end of a call's block, which
//   has another successor.  There is an `asm` in them, or a block between.
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-settle-invokes -S f.ll
//
// Looked at are functions that the lowering gave landing pads, for the targets
// whose code was looked at; not under MemorySanitizer, which would see the
// operands of an `asm` as used, nor where size matters most.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_SETTLEINVOKES_H
#define DEFER_LOWERING_SETTLEINVOKES_H

#include "llvm/IR/PassManager.h"

namespace defer {

class SettleInvokesPass : public llvm::PassInfoMixin<SettleInvokesPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &AM);
};

} // namespace defer

#endif // DEFER_LOWERING_SETTLEINVOKES_H
