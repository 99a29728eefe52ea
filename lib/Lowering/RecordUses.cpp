//===- RecordUses.cpp - dynamic deferrals that run by name ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordLayout.h"

#include "defer/Lowering/Records.h"
#include "defer/Lowering/RegionCopy.h"

using namespace defer;
using namespace llvm;

void BodyRecords::lowerUses() {
  for (const UseModel &U : Body.Uses)
    if (U.Of->isDynamic())
      lowerUse(U);
}

/// The newest record of the name is dropped; its statement may run.
void BodyRecords::lowerUse(const UseModel &U) {
  DeferralModel &D = *U.Of;
  BasicBlock *Next = U.next(), *Drop = U.newBlock("defer.named");
  Latest &N = Newest[&D];
  Instruction *Through = U.at()->getTerminator();
  IRBuilder<> B(Through);
  B.SetCurrentDebugLocation(U.Call->getDebugLoc());
  Value *Record = IR.load(B, IR.PtrTy, N.Var);
  B.CreateCondBr(B.CreateIsNull(Record), Next, Drop);
  Through->eraseFromParent();

  B.SetInsertPoint(Drop);
  RT.call(B, RT.deferDrop(), {Frame, Record});
  SmallVector<Instances::Current, 2> Before;
  uint64_t Offset = RecordLayout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D)) {
    Inst.release(B, Block, IR.loadAt(B, IR.PtrTy, Record, Offset));
    Offset += IR.pointerSize();
    if (U.Runs)
      Before.push_back(Inst.save(B, Block));
  }
  if (!U.Runs) {
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, N.Older), N.Var);
    B.CreateBr(Next);
    return;
  }
  BasicBlock *Ran = U.newBlock("defer.ran");
  Entries[&D].push_back({Drop, Record, Ran, &U});
  B.SetInsertPoint(Ran);
  for (const Instances::Current &C : Before)
    Inst.restore(B, C);
  B.CreateBr(Next);
}

/// The uses of a short statement have one each; the other ways are left.
void BodyRecords::enterCopies(DeferralModel &D, SmallVectorImpl<Entry> &Ways) {
  if (!D.HasUses || !isShort(D))
    return;
  for (const Entry &Way : Ways) {
    if (!Way.Use)
      continue;
    IRBuilder<> B(Way.From);
    B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
    ValueToValueMapTy Map;
    takeFromRecord(B, D, Way.Record,
                   [&](Instruction *Of, Value *V) { Map[Of] = V; });
    enterCopy(D, Way.From, Way.Next, *Way.Use, Map);
  }
  llvm::erase_if(Ways, [](const Entry &Way) { return Way.Use; });
}
