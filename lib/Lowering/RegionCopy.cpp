//===- RegionCopy.cpp - a short deferred statement, once more -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/RegionCopy.h"
#include "defer/Lowering/MarkerCalls.h"

#include "llvm/IR/CFG.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/Cloning.h"

using namespace defer;
using namespace llvm;

/// What the marks of a use and the way there and back take, about.
static constexpr unsigned MostCopied = 16, MostBlocks = 6;

/// The blocks that control goes through as long as nothing throws.
static SmallSetVector<const BasicBlock *, 8>
normalBlocks(const DeferralModel &D) {
  SmallSetVector<const BasicBlock *, 8> Blocks;
  Blocks.insert(D.Entry);
  for (unsigned I = 0; I != Blocks.size() && I <= MostBlocks; ++I)
    for (const BasicBlock *Next : successors(Blocks[I]))
      if (!Next->isLandingPad() &&
          D.Region.count(const_cast<BasicBlock *>(Next)))
        Blocks.insert(Next);
  return Blocks;
}

bool defer::isShort(const DeferralModel &D) {
  // One that does not end has nothing to go back to; one that has deferrals in
  // it, or uses of names, is more than its blocks.
  if (!D.End || D.Inner)
    return false;
  auto Blocks = normalBlocks(D);
  if (Blocks.size() > MostBlocks)
    return false;
  unsigned Count = 0;
  for (const BasicBlock *BB : Blocks) {
    if (BB->hasAddressTaken())
      return false;
    for (const Instruction &I : *BB) {
      if (isa<DbgInfoIntrinsic>(I))
        continue;
      if (I.isTerminator() && !isa<BranchInst>(I) && !isa<InvokeInst>(I) &&
          !isa<UnreachableInst>(I))
        return false;
      auto *Call = dyn_cast<CallBase>(&I);
      if (Call && Call != D.End && Call != D.Statement &&
          (isMarker(*Call) || Call->isInlineAsm()))
        return false;
      Count += Call != D.Statement;
      if (Count > MostCopied)
        return false;
    }
  }
  return true;
}

DeferralModel defer::copyRegion(const DeferralModel &D,
                                ValueToValueMapTy &Map) {
  DeferralModel Copy;
  Copy.Id = D.Id;
  Copy.Why = D.Why;
  Copy.Order = D.Order;
  Copy.Names = D.Names;
  Copy.Height = D.Height;
  Copy.HasAddresses = D.HasAddresses;
  Copy.Owner = D.Owner;
  Copy.Around = D.Around;
  Copy.Loc = D.Loc;
  Copy.SiteLoc = D.SiteLoc;
  Copy.BeginLoc = D.BeginLoc;
  Copy.ExitLoc = D.ExitLoc;
  Copy.HasUses = D.HasUses;
  Copy.UsedInside = D.UsedInside;
  for (BasicBlock *BB : D.Region) {
    BasicBlock *New = CloneBasicBlock(BB, Map, "", BB->getParent());
    Map[BB] = New;
    Copy.Region.insert(New);
  }
  for (BasicBlock *BB : Copy.Region)
    for (Instruction &I : *BB)
      RemapInstruction(&I, Map,
                       RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
  Copy.Entry = cast<BasicBlock>(Map[D.Entry]);
  if (D.End)
    Copy.End = cast<CallInst>(Map[D.End]);
  for (CallInst *Out : D.Outs)
    Copy.Outs.push_back(cast<CallInst>(Map[Out]));
  Copy.InFlight = D.InFlight;
  for (CallInst *Call : D.Recoveries)
    Copy.Recoveries.push_back(cast<CallInst>(Map[Call]));
  return Copy;
}

void defer::enterCopy(const DeferralModel &D, const RegionEntry &To,
                      ValueToValueMapTy &Map, IRTools &IR) {
  DeferralModel Copy = copyRegion(D, Map);
  for (BasicBlock *BB : Copy.Region)
    To.Use->adopt(BB);
  enterRegion(Copy, To, nullptr, IR);
}
