//===- MergeInvokes.h - one call with a pad instead of two ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two ways that end with the same call, but for an argument, become one with a
// choice of the argument.  Up to 14, LLVM does so with calls that have no
// landing pad only (`compat::MergesInvokes`); this does it with the others:
//
//   yes: invoke f(1) to %out unwind %pad     one: %n = phi [1, %yes], [2, %no]
//   no:  invoke f(2) to %out unwind %pad          invoke f(%n) to %out ...
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-merge-invokes -S f.ll
//
// Looked at are functions that the lowering gave landing pads, and blocks with
// nothing but the call.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_MERGEINVOKES_H
#define DEFER_LOWERING_MERGEINVOKES_H

#include "llvm/IR/PassManager.h"

namespace defer {

class MergeInvokesPass : public llvm::PassInfoMixin<MergeInvokesPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &AM);
};

} // namespace defer

#endif // DEFER_LOWERING_MERGEINVOKES_H
