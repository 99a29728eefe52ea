//===- RecordUses.cpp - dynamic deferrals that run by name ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the list is inline, so is what is usual: the record is the newest one
// on the list, and has not been made a mark.  Once one was dropped from the
// middle, the runtime does it all, for the next one may be dead then.
//
//   if (record == top && !holes)
//     top = record->below, next = record if it was the last in the chunk
//   else
//     __deferdrop(frame, record), holes = true
//
//===----------------------------------------------------------------------===//

#include "RecordLayout.h"

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

/// Whether records may be marks: there is what is not on the list.
static bool hasMarks(const BodyModel &Body) {
  return !Body.Segments.empty() ||
         llvm::any_of(Body.Deferrals,
                      [](const DeferralModel *D) { return !D->isDynamic(); });
}

/// Takes a record off the list at the end of a block; the block to go on in.
BasicBlock *BodyRecords::drop(BasicBlock *At, const UseModel &U,
                              Value *Record) {
  IRBuilder<> B(At);
  B.SetCurrentDebugLocation(U.Call->getDebugLoc());
  if (!Top) {
    call(B, RT.deferDrop(), {Frame, Record});
    return At;
  }
  RecordLayout L(IR);
  uint64_t Bytes = recordSize(*U.Of);
  BasicBlock *Slow = U.newBlock("defer.drop"), *Done = U.newBlock("defer.gone");
  auto Require = [&](Value *Condition) {
    BasicBlock *Then = U.newBlock("defer.newest");
    B.CreateCondBr(Condition, Then, Slow);
    B.SetInsertPoint(Then);
  };
  Require(B.CreateICmpEQ(Record, IR.load(B, IR.PtrTy, Top)));
  Require(B.CreateNot(IR.load(B, IR.Int1Ty, Holes)));
  if (hasMarks(Body))
    Require(B.CreateICmpEQ(IR.loadAt(B, IR.Int32Ty, Record, L.recordId() + 4),
                           B.getInt32(Bytes)));
  IR.store(B, IR.loadAt(B, IR.PtrTy, Record, 0), Top);
  Value *Free = IR.load(B, IR.PtrTy, Next);
  Value *IsLast = B.CreateICmpEQ(
      B.CreateConstInBoundsGEP1_64(IR.Int8Ty, Record, Bytes), Free);
  IR.store(B, B.CreateSelect(IsLast, Record, Free), Next);
  B.CreateBr(Done);

  B.SetInsertPoint(Slow);
  call(B, RT.deferDrop(), {Frame, Record});
  IR.store(B, B.getTrue(), Holes);
  B.CreateBr(Done);
  return Done;
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

  Drop = drop(Drop, U, Record);
  B.SetInsertPoint(Drop);
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
