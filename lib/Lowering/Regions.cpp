//===- Regions.cpp - the blocks of a deferred statement -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang generates a deferred statement in place, so its blocks are those that
// control reaches from the deferral's true edge before the end marker.  Blocks
// that it makes once for a whole function, for the code around the statement
// as well (where a check traps, where control cannot come), are given to the
// statement once more, so that its region is entered at its entry only.
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/MarkerCalls.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

using namespace defer;
using namespace llvm;

bool FunctionModel::entersElsewhere(const DeferralModel &D, BasicBlock *BB) {
  return llvm::any_of(predecessors(BB), [&](BasicBlock *Pred) {
    return !D.Region.count(Pred) && !(BB == D.Entry && Pred == D.at());
  });
}

void FunctionModel::findRegion(DeferralModel &D) {
  SmallVector<BasicBlock *, 16> Work{D.Entry};
  SmallPtrSet<const BasicBlock *, 2> Outs;
  for (const CallInst *Out : D.Outs)
    Outs.insert(Out->getParent());
  D.Region.clear();
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    // Without a token of the statement's, a landing pad serves the blocks
    // around it as well.
    if ((BB->isLandingPad() && !D.Statement) || !D.Region.insert(BB) ||
        BB == D.endBlock() || Outs.count(BB))
      continue;
    for (BasicBlock *Next : successors(BB))
      Work.push_back(Next);
    // What runs by name here may throw.
    auto *Run = dyn_cast_or_null<CallInst>(BB->getTerminator()->getPrevNode());
    if (BasicBlock *Unwind = UnwindOfRun.lookup(Run))
      Work.push_back(Unwind);
  }
}

/// A copy of `BB` for those of its predecessors that are in `Region`.
template <typename Blocks>
static void copyFor(BasicBlock *BB, const Blocks &Region) {
  SmallVector<BasicBlock *, 4> Inside, Outside;
  for (BasicBlock *Pred :
       SmallSetVector<BasicBlock *, 8>(pred_begin(BB), pred_end(BB)))
    (Region.count(Pred) ? Inside : Outside).push_back(Pred);
  ValueToValueMapTy Map;
  BasicBlock *Copy = CloneBasicBlock(BB, Map, ".deferred", BB->getParent());
  for (Instruction &I : *Copy)
    RemapInstruction(&I, Map, RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
  for (BasicBlock *Pred : Outside)
    Copy->removePredecessor(Pred, /*KeepOneInputPHIs=*/true);
  for (BasicBlock *Pred : Inside) {
    BB->removePredecessor(Pred, /*KeepOneInputPHIs=*/true);
    Pred->getTerminator()->replaceSuccessorWith(BB, Copy);
  }
}

bool FunctionModel::unshareDeadEnds(DeferralModel &D) {
  SmallVector<BasicBlock *, 4> Shared;
  for (BasicBlock *BB : D.Region)
    if (BB != D.Entry && isa<UnreachableInst>(BB->getTerminator()) &&
        llvm::none_of(*BB, isMarker) && entersElsewhere(D, BB))
      Shared.push_back(BB);
  for (BasicBlock *BB : Shared)
    copyFor(BB, D.Region);
  return !Shared.empty();
}

bool FunctionModel::checkRegion(const DeferralModel &D) {
  for (BasicBlock *BB : D.Region) {
    if (isa<ReturnInst>(BB->getTerminator()))
      return fail(D.Mark, "a deferred statement that returns");
    if (BB == D.at() || BB == D.After)
      return fail(D.Mark, "a deferred statement without an end");
    if (entersElsewhere(D, BB))
      return fail(D.Mark, "a deferred statement that is entered elsewhere");
  }
  return true;
}

bool FunctionModel::findRegions() {
  for (auto &D : Deferrals)
    findRegion(*D);
  // Outer before inner: a region holds the regions inside it.
  llvm::stable_sort(Deferrals, [](const auto &A, const auto &B) {
    return A->Region.size() > B->Region.size();
  });
  bool Copied = false;
  for (auto &D : Deferrals) {
    if (Copied) // for the statement around it, perhaps
      findRegion(*D);
    Copied |= unshareDeadEnds(*D);
  }
  for (auto &D : Deferrals) {
    if (Copied)
      findRegion(*D);
    if (!checkRegion(*D))
      return false;
    for (BasicBlock *BB : D->Region)
      Innermost[BB] = D.get();
  }
  return true;
}
