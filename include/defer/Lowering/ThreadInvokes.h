//===- ThreadInvokes.h - two ways through a call with a pad -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a flag says whether something is pending, control flow often knows it,
// but for a call before the flag is read:
//
//   call: %flag = phi [true, %a], [false, %b]     %a: invoke f() -> yes
//         invoke f() to %tail unwind %pad         %b: invoke f() -> no
//   tail: br %flag, %yes, %no
//
// LLVM's jump threading makes the two ways of it where `f` is called, and needs
// both in one block, which a call with a landing pad ends.  This does the same
// for that one, with the same limit, so that the way that throws nothing is as
// it is without landing pads:
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-thread-invokes -S f.ll
//
// Looked at are functions that the lowering gave landing pads.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_THREADINVOKES_H
#define DEFER_LOWERING_THREADINVOKES_H

#include "llvm/IR/PassManager.h"

namespace defer {

class ThreadInvokesPass : public llvm::PassInfoMixin<ThreadInvokesPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &AM);
};

} // namespace defer

#endif // DEFER_LOWERING_THREADINVOKES_H
