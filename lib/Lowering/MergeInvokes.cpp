//===- MergeInvokes.cpp - one call with a pad instead of two --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/MergeInvokes.h"

#include "defer/Lowering/LandingPads.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Local.h"

#include <optional>

using namespace defer;
using namespace llvm;

/// The call, if the block is nothing else.
static InvokeInst *onlyCall(BasicBlock &BB) {
  auto *Call = dyn_cast<InvokeInst>(BB.getTerminator());
  if (!Call || BB.isEHPad() || BB.hasAddressTaken() || Call->cannotMerge() ||
      Call->isConvergent())
    return nullptr;
  for (Instruction &I : BB)
    if (&I != Call && !isa<DbgInfoIntrinsic>(I))
      return nullptr;
  return Call;
}

/// Whether the block's phis have the same for both calls, or their results.
static bool agreesOn(BasicBlock &BB, InvokeInst &A, InvokeInst &B) {
  return llvm::all_of(BB.phis(), [&](PHINode &Phi) {
    Value *OfA = Phi.getIncomingValueForBlock(A.getParent());
    Value *OfB = Phi.getIncomingValueForBlock(B.getParent());
    return OfA == OfB || (OfA == &A && OfB == &B);
  });
}

/// The results are used, if at all, where the two ways have met.
static bool isUsedInPhis(InvokeInst &Call) {
  return llvm::all_of(Call.users(), [&](User *U) {
    auto *Phi = dyn_cast<PHINode>(U);
    return Phi && Phi->getParent() == Call.getNormalDest();
  });
}

/// Whether one call can be both; `Argument` is the only one that may differ, if
/// it is known yet.
static bool mayMerge(InvokeInst &A, InvokeInst &B,
                     std::optional<unsigned> &Argument) {
  if (A.getCalledOperand() != B.getCalledOperand() ||
      A.getNormalDest() != B.getNormalDest() ||
      A.getUnwindDest() != B.getUnwindDest() || !A.isSameOperationAs(&B) ||
      A.hasOperandBundles() || !isUsedInPhis(A) || !isUsedInPhis(B) ||
      !agreesOn(*A.getNormalDest(), A, B) ||
      !agreesOn(*A.getUnwindDest(), A, B))
    return false;
  for (unsigned I = 0; I != A.arg_size(); ++I) {
    if (A.getArgOperand(I) == B.getArgOperand(I))
      continue;
    // Two choices cost as much as the call.
    if ((Argument && *Argument != I) || !canReplaceOperandWithVariable(&A, I))
      return false;
    Argument = I;
  }
  return true;
}

static InvokeInst *merge(InvokeInst &A, InvokeInst &B,
                         std::optional<unsigned> Argument) {
  BasicBlock *OfA = A.getParent(), *OfB = B.getParent();
  BasicBlock *One = BasicBlock::Create(A.getContext(), "", OfA->getParent(),
                                       A.getNormalDest());
  auto *Call = cast<InvokeInst>(A.clone());
  IRBuilder<> Builder(One);
  if (Argument) {
    Value *Of = A.getArgOperand(*Argument);
    PHINode *Phi = Builder.CreatePHI(Of->getType(), 2);
    Phi->addIncoming(Of, OfA);
    Phi->addIncoming(B.getArgOperand(*Argument), OfB);
    Call->setArgOperand(*Argument, Phi);
  }
  Builder.Insert(Call);
  Call->applyMergedLocation(A.getDebugLoc(), B.getDebugLoc());
  for (BasicBlock *Next : {A.getNormalDest(), A.getUnwindDest()})
    for (PHINode &Phi : Next->phis()) {
      Phi.removeIncomingValue(OfB, /*DeletePHIIfEmpty=*/false);
      Phi.replaceIncomingBlockWith(OfA, One);
    }
  A.replaceAllUsesWith(Call);
  for (InvokeInst *Old : {&A, &B}) {
    Builder.SetInsertPoint(Old); // and its location
    Builder.CreateBr(One);
    Old->eraseFromParent();
  }
  return Call;
}

PreservedAnalyses MergeInvokesPass::run(Function &F,
                                        FunctionAnalysisManager &) {
  if (!hasLandingPads(F))
    return PreservedAnalyses::all();
  SmallVector<BasicBlock *, 16> Tails;
  for (BasicBlock &BB : F)
    if (BB.hasNPredecessorsOrMore(2) && !BB.isEHPad())
      Tails.push_back(&BB);
  bool Changed = false;
  for (BasicBlock *Tail : Tails) {
    SmallVector<InvokeInst *, 8> Calls;
    for (BasicBlock *Pred : predecessors(Tail))
      if (InvokeInst *Call = onlyCall(*Pred))
        Calls.push_back(Call);
    while (!Calls.empty()) {
      InvokeInst *One = Calls.pop_back_val();
      std::optional<unsigned> Argument;
      llvm::erase_if(Calls, [&](InvokeInst *Call) {
        std::optional<unsigned> Differs = Argument;
        if (!mayMerge(*One, *Call, Differs))
          return false;
        Argument = Differs;
        One = merge(*One, *Call, Argument);
        return Changed = true;
      });
    }
  }
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}
