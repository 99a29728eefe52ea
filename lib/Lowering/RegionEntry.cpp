//===- RegionEntry.cpp - entering a deferred statement --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/RegionEntry.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"

using namespace defer;
using namespace llvm;

/// Moves the blocks of a region, in the order they are in (which is that of the
/// source; the set has it as far as they were reached).
static void moveRegion(const DeferralModel &D, BasicBlock *Before) {
  SmallSetVector<BasicBlock *, 16> Blocks;
  for (BasicBlock *BB = D.Entry; BB && D.Region.count(BB);
       BB = BB->getNextNode())
    Blocks.insert(BB);
  Blocks.insert(D.Region.begin(), D.Region.end());
  for (BasicBlock *BB : Blocks)
    BB->moveBefore(Before);
}

void defer::enterRegion(DeferralModel &D, ArrayRef<RegionEntry> Entries,
                        AllocaInst *Flag, IRTools &IR) {
  moveRegion(D, Entries.front().From->getNextNode());
  PHINode *Who = nullptr;
  if (Entries.size() > 1) {
    IRBuilder<> B(D.Entry, D.Entry->begin());
    Who = B.CreatePHI(IR.Int32Ty, Entries.size(), "who");
  }
  for (unsigned I = 0; I < Entries.size(); ++I) {
    IRBuilder<> B(Entries[I].From);
    B.SetCurrentDebugLocation(
        Entries[I].Use ? Entries[I].Use->Call->getDebugLoc() : D.ExitLoc);
    // It is taken off before it runs; another exit may ask again.
    if (Flag && (Entries.size() > 1 || D.HasUses))
      IR.store(B, B.getFalse(), Flag);
    B.CreateBr(D.Entry);
    if (Who)
      Who->addIncoming(B.getInt32(I), Entries[I].From);
  }
  BasicBlock *End = D.endBlock();
  if (!End)
    return; // the statement does not end
  End->getTerminator()->eraseFromParent();
  IRBuilder<> B(End);
  B.SetCurrentDebugLocation(D.ExitLoc);
  if (!Who) {
    B.CreateBr(Entries.front().Next);
    return;
  }
  SwitchInst *Back = B.CreateSwitch(Who, Entries.back().Next, Entries.size());
  for (unsigned I = 0; I + 1 < Entries.size(); ++I)
    Back->addCase(B.getInt32(I), Entries[I].Next);
}

void defer::enterAtScopeEnds(FunctionModel &M, IRTools &IR) {
  for (auto &D : M.Deferrals) {
    SmallVector<RegionEntry, 1> Entries;
    for (CallInst *Exit : D->Exits) {
      BasicBlock *Next = Exit->getParent();
      SmallSetVector<BasicBlock *, 8> Ways(pred_begin(Next), pred_end(Next));
      auto *From = BasicBlock::Create(IR.C, "defer.run", &IR.F, Next);
      M.splitOff(From, Next);
      for (BasicBlock *Way : Ways)
        Way->getTerminator()->replaceSuccessorWith(Next, From);
      Entries.push_back({From, Next});
    }
    // Control may never leave the block.
    if (!Entries.empty())
      enterRegion(*D, Entries, nullptr, IR);
  }
}
