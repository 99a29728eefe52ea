//===- RotateInvokes.h - loops that end with a call with a pad --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM takes a loop whose last block may leave it for one that has its test at
// the end.  A call with a landing pad may leave a loop, so that this one keeps
// its test at the start, and has a jump in each round:
//
//   while (i-- > 0) note(i);
//
// This has LLVM's own utility rotate such a loop all the same.
//
//   opt -load-pass-plugin=defer-opt.so -passes='loop(defer-rotate-invokes)' -S
//
// Looked at are functions that the lowering gave landing pads.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_ROTATEINVOKES_H
#define DEFER_LOWERING_ROTATEINVOKES_H

#include "llvm/Transforms/Scalar/LoopPassManager.h"

namespace defer {

class RotateInvokesPass : public llvm::PassInfoMixin<RotateInvokesPass> {
public:
  llvm::PreservedAnalyses run(llvm::Loop &L, llvm::LoopAnalysisManager &AM,
                              llvm::LoopStandardAnalysisResults &AR,
                              llvm::LPMUpdater &Updater);
};

} // namespace defer

#endif // DEFER_LOWERING_ROTATEINVOKES_H
