//===- RegionCopy.cpp - a short deferred statement, once more -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/RegionCopy.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace defer;
using namespace llvm;

/// What the marks of a use and the way there and back take, about.
static constexpr unsigned MostInstructions = 16, MostBlocks = 6;

static bool isMarker(const CallInst &Call) {
  const Function *Callee = Call.getCalledFunction();
  return Callee && llvm::is_contained(marker::All, Callee->getName());
}

bool defer::isShort(const DeferralModel &D) {
  // One that does not end has nothing to go back to; one that has deferrals in
  // it, or uses of names, is more than its blocks.
  if (!D.End || D.Inner || D.Region.size() > MostBlocks)
    return false;
  unsigned Count = 0;
  for (const BasicBlock *BB : D.Region) {
    if (BB->hasAddressTaken())
      return false;
    for (const Instruction &I : *BB) {
      if (isa<DbgInfoIntrinsic>(I))
        continue;
      if (I.isTerminator() && !isa<BranchInst>(I) && !isa<UnreachableInst>(I))
        return false;
      auto *Call = dyn_cast<CallInst>(&I);
      if (Call && Call != D.End && (isMarker(*Call) || Call->isInlineAsm()))
        return false;
      if (++Count > MostInstructions)
        return false;
    }
  }
  return true;
}

void defer::enterCopy(const DeferralModel &D, BasicBlock *From,
                      BasicBlock *Next, const UseModel &Use,
                      ValueToValueMapTy &Map) {
  SmallVector<BasicBlock *, MostBlocks> Copies;
  for (BasicBlock *BB : D.Region) {
    BasicBlock *Copy = CloneBasicBlock(BB, Map, "", BB->getParent());
    Copy->moveBefore(Next);
    Map[BB] = Copy;
    Use.adopt(Copy);
    Copies.push_back(Copy);
  }
  for (BasicBlock *Copy : Copies)
    for (Instruction &I : *Copy)
      RemapInstruction(&I, Map,
                       RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);

  auto *End = cast<CallInst>(Map[D.End]);
  IRBuilder<> B(End->getParent()->getTerminator());
  B.SetCurrentDebugLocation(D.ExitLoc);
  B.CreateBr(Next);
  End->getParent()->getTerminator()->eraseFromParent();
  End->eraseFromParent();
  B.SetInsertPoint(From);
  B.SetCurrentDebugLocation(Use.Call->getDebugLoc());
  B.CreateBr(cast<BasicBlock>(Map[D.Entry]));
}
