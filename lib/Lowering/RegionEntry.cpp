//===- RegionEntry.cpp - entering a deferred statement --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/RegionEntry.h"

#include "defer/Lowering/InFlight.h"
#include "defer/Lowering/RegionCopy.h"

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

/// From the end of the statement, or from where an exception leaves it, to
/// where each of the places goes on.
static void goOn(const DeferralModel &D, BasicBlock *End,
                 ArrayRef<RegionEntry> Entries, Value *Who,
                 BasicBlock *RegionEntry::*To) {
  End->getTerminator()->eraseFromParent();
  IRBuilder<> B(End);
  B.SetCurrentDebugLocation(D.ExitLoc);
  if (!Who) {
    B.CreateBr(Entries.front().*To);
    return;
  }
  SwitchInst *Back = B.CreateSwitch(Who, Entries.back().*To, Entries.size());
  for (unsigned I = 0; I + 1 < Entries.size(); ++I)
    Back->addCase(B.getInt32(I), Entries[I].*To);
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
    if (Flag && (Entries.size() > 1 || D.HasUses || D.isScoped()))
      IR.store(B, B.getFalse(), Flag);
    enterInFlight(B, D, Entries[I], IR);
    if (Who)
      Who->addIncoming(IR.wayNumber(B, I), Entries[I].From);
    B.CreateBr(D.Entry);
  }
  // The statement may not end, and no exception leave it.
  if (BasicBlock *End = D.endBlock())
    goOn(D, End, Entries, Who, &RegionEntry::Next);
  for (CallInst *Out : D.Outs)
    goOn(D, Out->getParent(), Entries, Who, &RegionEntry::Thrown);
}

void defer::enterAtScopeEnd(DeferralModel &D, FunctionModel &M, IRTools &IR) {
  // In the scope it is pending, unless control has come back there: by a jump
  // out of the statement.
  AllocaInst *Flag = nullptr;
  if (M.ReturnsTwice) {
    Flag = IR.variable(IR.Int1Ty, "defer.pending", D.Id);
    IRBuilder<> At(D.Mark);
    IR.store(At, At.getTrue(), Flag);
  }
  auto Before = [&](BasicBlock *Next) {
    SmallSetVector<BasicBlock *, 8> Ways(pred_begin(Next), pred_end(Next));
    auto *From = BasicBlock::Create(IR.C, "defer.run", &IR.F, Next);
    M.splitOff(From, Next);
    BasicBlock *First = From;
    if (Flag) {
      First = BasicBlock::Create(IR.C, "defer.ask", &IR.F, From);
      M.splitOff(First, Next);
      IRBuilder<> B(First);
      B.SetCurrentDebugLocation(D.ExitLoc);
      B.CreateCondBr(IR.load(B, IR.Int1Ty, Flag), From, Next);
    }
    for (BasicBlock *Way : Ways)
      Way->getTerminator()->replaceSuccessorWith(Next, First);
    return From;
  };
  // An exception out of the statement goes on as it would where the deferral
  // stands: out of the same block.
  BasicBlock *Around = D.Outs.empty()
                           ? nullptr
                           : D.Outs.front()->getParent()->getSingleSuccessor();
  SmallVector<RegionEntry, 1> Entries, Unwound;
  for (CallInst *Exit : D.UnwindExits)
    if (D.Unwinds) {
      BasicBlock *Next = Exit->getParent();
      Unwound.push_back(
          {Before(Next), Next, nullptr, Next, nullptr, /*Unwinds=*/true});
    }
  if (D.isShared())
    Entries.swap(Unwound);
  if (!Unwound.empty()) {
    ValueToValueMapTy Map;
    DeferralModel Copy = copyRegion(D, Map);
    M.adopt(Copy, D);
    addInFlight(Copy, IR);
    enterRegion(Copy, Unwound, Flag, IR);
  }
  for (CallInst *Exit : D.Exits) {
    BasicBlock *Next = Exit->getParent();
    BasicBlock *Thrown = D.Landings.lookup(Exit);
    Entries.push_back({Before(Next), Next, nullptr, Thrown ? Thrown : Around});
  }
  // Control may never leave the block.
  if (!Entries.empty())
    enterRegion(D, Entries, Flag, IR);
}
