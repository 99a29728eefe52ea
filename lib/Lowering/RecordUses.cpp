//===- RecordUses.cpp - dynamic deferrals that run by name ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Records.h"
#include "defer/Lowering/RegionCopy.h"
#include "defer/Lowering/Unwinding.h"

using namespace defer;
using namespace llvm;

void BodyRecords::lowerUses(const PendingFlow &Flow, Unwinding &Unwind) {
  for (const UseModel &U : Body.Uses) {
    if (!U.Of->isDynamic())
      continue;
    BasicBlock *Thrown = U.Unwind;
    const PendingState *S = U.In == Body.Of ? Flow.before(U) : nullptr;
    if (S && U.Runs && Thrown && !U.Of->Outs.empty() && Unwind.any())
      Thrown = Unwind.landing(S, Thrown);
    lowerUse(U, Thrown, Unwind);
  }
}

/// The newest record of the name is dropped; its statement may run.
void BodyRecords::lowerUse(const UseModel &U, BasicBlock *Thrown,
                           Unwinding &Unwind) {
  DeferralModel &D = *U.Of;
  BasicBlock *Next = U.next(), *Drop = U.newBlock("defer.named");
  Latest &N = Newest[D.Id];
  Instruction *Through = U.at()->getTerminator();
  IRBuilder<> B(Through);
  B.SetCurrentDebugLocation(U.Call->getDebugLoc());
  Value *Record = IR.load(B, IR.PtrTy, N.Var);
  B.CreateCondBr(B.CreateIsNull(Record), Next, Drop);
  Through->eraseFromParent();

  B.SetInsertPoint(Drop);
  call(B, RT.deferDrop(), {Frame, Record});
  SmallVector<Instances::Current, 2> Before;
  for (auto &Instance : instancesOf(B, D, Record)) {
    Inst.release(B, Instance.first, Instance.second);
    if (U.Runs)
      Before.push_back(Inst.save(B, Instance.first));
  }
  if (!U.Runs) {
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, N.Older), N.Var);
    B.CreateBr(Next);
    return;
  }
  BasicBlock *Ran = U.newBlock("defer.ran");
  auto GoOn = [&](BasicBlock *From, BasicBlock *To) {
    IRBuilder<> GB(From);
    GB.SetCurrentDebugLocation(U.Call->getDebugLoc());
    for (const Instances::Current &C : Before)
      Inst.restore(GB, C);
    GB.CreateBr(To);
  };
  if (Thrown && !Before.empty()) {
    // Where an exception comes out of it, what is cleaned is the current one.
    BasicBlock *Left = U.newBlock("defer.left");
    GoOn(Left, Thrown);
    Thrown = Left;
  }
  Named[&D].push_back({Drop, Ran, &U, Thrown, Record});
  Unwind.addUse(D, Named[&D].back());
  GoOn(Ran, Next);
}

/// The uses of a short statement have one each; the other ways are left.
void BodyRecords::enterCopies(DeferralModel &D, Entries &Ways) {
  if (!D.HasUses || !isShort(D))
    return;
  for (const RegionEntry &Way : Ways) {
    if (!Way.Use)
      continue;
    IRBuilder<> B(Way.From);
    B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
    ValueToValueMapTy Map;
    takeFromRecord(B, D, Way.Record,
                   [&](Instruction *Of, Value *V) { Map[Of] = V; });
    enterCopy(D, Way, Map, IR);
  }
  llvm::erase_if(Ways, [](const RegionEntry &Way) { return Way.Use; });
}
