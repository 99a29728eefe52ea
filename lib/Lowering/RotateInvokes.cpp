//===- RotateInvokes.cpp - loops that end with a call with a pad ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/RotateInvokes.h"

#include "defer/Lowering/LandingPads.h"

#include "llvm/Analysis/InstructionSimplify.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Analysis/MemorySSA.h"
#include "llvm/Analysis/MemorySSAUpdater.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/LoopRotationUtils.h"

#include <optional>

using namespace defer;
using namespace llvm;

/// What LoopRotation.cpp copies at most.
static constexpr unsigned MostRotated = 16;

PreservedAnalyses RotateInvokesPass::run(Loop &L, LoopAnalysisManager &,
                                         LoopStandardAnalysisResults &AR,
                                         LPMUpdater &) {
  BasicBlock *Header = L.getHeader(), *Latch = L.getLoopLatch();
  const Function &F = *Header->getParent();
  if (!hasLandingPads(F) || F.hasOptSize() || !Latch || Latch == Header ||
      !isa<InvokeInst>(Latch->getTerminator()) || !L.isLoopSimplifyForm())
    return PreservedAnalyses::all();
  const DataLayout &Layout = F.getParent()->getDataLayout();
  SimplifyQuery Query = getBestSimplifyQuery(AR, Layout);
  std::optional<MemorySSAUpdater> Memory;
  if (AR.MSSA)
    Memory.emplace(AR.MSSA);
  if (!LoopRotation(&L, &AR.LI, &AR.TTI, &AR.AC, &AR.DT, &AR.SE,
                    Memory ? &*Memory : nullptr, Query, /*RotationOnly=*/true,
                    MostRotated, /*IsUtilMode=*/true))
    return PreservedAnalyses::all();
  PreservedAnalyses Kept = getLoopPassPreservedAnalyses();
  if (AR.MSSA)
    Kept.preserve<MemorySSAAnalysis>();
  return Kept;
}
