//===- RecordDrain.cpp - taking records off and running them --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordLayout.h"

#include "defer/Lowering/Records.h"

#include "llvm/IR/Constants.h"

using namespace defer;
using namespace llvm;

BasicBlock *BodyRecords::drainTo(AllocaInst *Mark, BasicBlock *Next) {
  BasicBlock *From = Body.newBlock("defer.drain", Next);
  Calls.push_back({From, Next, Mark});
  return From;
}

/// Gives a region its instances and values back from the record.
void BodyRecords::takeFromRecord(IRBuilderBase &B, DeferralModel &D,
                                 Value *Record, TakeValue Take) {
  uint64_t Offset = RecordLayout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D)) {
    Inst.setCurrent(B, Block, IR.loadAt(B, IR.PtrTy, Record, Offset));
    Offset += IR.pointerSize();
  }
  for (auto &LiveIn : LiveIns[&D])
    Take(LiveIn.first,
         IR.loadAt(B, LiveIn.first->getType(), Record, LiveIn.second));
  // It is the newest one of the name, whether it came off the list or not.
  if (D.HasUses)
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, Newest[&D].Older),
             Newest[&D].Var);
}

/// A block in front of the region that does so; for one of as many records as
/// there are ways in, if none is given.
BasicBlock *BodyRecords::lowerRegionEntry(DeferralModel &D, Value *&Record,
                                          unsigned Ways) {
  BasicBlock *Stub = Body.newBlock("defer.record", D.Entry);
  IRBuilder<> B(Stub);
  B.SetCurrentDebugLocation(D.ExitLoc);
  if (!Record)
    Record = B.CreatePHI(IR.PtrTy, Ways, "record");
  takeFromRecord(B, D, Record, [&](Instruction *Of, Value *V) {
    Of->replaceUsesWithIf(V, [&](Use &U) {
      return D.Region.count(cast<Instruction>(U.getUser())->getParent());
    });
  });
  B.CreateBr(D.Entry);
  D.Entry = Stub;
  return Stub;
}

/// All but what the dispatch leads to.
void BodyRecords::buildDrain(Drain &To) {
  DebugLoc Loc = Body.ExitLoc;
  To.Take = Body.newBlock("defer.take", Calls.front().Next);
  To.Dispatch = Body.newBlock("defer.dispatch", Calls.front().Next);
  BasicBlock *Done = Calls.front().Next;

  IRBuilder<> B(To.Take);
  B.SetCurrentDebugLocation(Loc);
  if (Calls.size() > 1) {
    To.Mark = B.CreatePHI(IR.PtrTy, Calls.size() + 1, "mark");
    To.Who = B.CreatePHI(IR.Int32Ty, Calls.size() + 1, "who");
    Done = Body.newBlock("defer.drained", Calls.front().Next);
    IRBuilder<> DB(Done);
    DB.SetCurrentDebugLocation(Loc);
    SwitchInst *Back = DB.CreateSwitch(To.Who, Calls.back().Next, Calls.size());
    for (unsigned I = 0; I + 1 < Calls.size(); ++I)
      Back->addCase(DB.getInt32(I), Calls[I].Next);
  }
  Value *OnlyMark = nullptr;
  for (unsigned I = 0; I < Calls.size(); ++I) {
    IRBuilder<> CB(Calls[I].From);
    CB.SetCurrentDebugLocation(Loc);
    Value *V = ConstantPointerNull::get(IR.PtrTy);
    if (Calls[I].Mark)
      V = IR.load(CB, IR.PtrTy, Calls[I].Mark);
    if (To.Mark) {
      To.Mark->addIncoming(V, Calls[I].From);
      To.Who->addIncoming(CB.getInt32(I), Calls[I].From);
    }
    OnlyMark = V;
    CB.CreateBr(To.Take);
  }

  To.Record = RT.call(B, RT.DeferReturn, {Frame, To.Mark ? To.Mark : OnlyMark});
  To.Record->setName("record");
  B.CreateCondBr(B.CreateIsNull(To.Record), Done, To.Dispatch);
}

/// Leads all ways into the region of `D`, and from its end on.
void BodyRecords::enter(DeferralModel &D, ArrayRef<Entry> Ways, Drain &From) {
  Value *Record = Ways.size() == 1 ? Ways.front().Record : nullptr;
  BasicBlock *Stub = lowerRegionEntry(D, Record, Ways.size());
  PHINode *Who = nullptr;
  if (Ways.size() > 1) {
    IRBuilder<> B(Stub, Stub->begin());
    Who = B.CreatePHI(IR.Int32Ty, Ways.size(), "who");
  }
  BasicBlock *End = D.endBlock();
  IRBuilder<> EB(IR.C);
  SwitchInst *Back = nullptr;
  if (End) {
    End->getTerminator()->eraseFromParent();
    EB.SetInsertPoint(End);
    EB.SetCurrentDebugLocation(Body.ExitLoc);
    if (Who)
      Back = EB.CreateSwitch(Who, Ways.front().Next, Ways.size());
    else
      EB.CreateBr(Ways.front().Next);
  }
  for (unsigned I = 0; I < Ways.size(); ++I) {
    const Entry &Way = Ways[I];
    IRBuilder<> B(Way.From);
    if (Way.From != From.Dispatch) {
      B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
      B.CreateBr(Stub);
    } else if (End)
      From.comeFrom(End);
    if (!Who)
      continue;
    cast<PHINode>(Record)->addIncoming(Way.Record, Way.From);
    Who->addIncoming(B.getInt32(I), Way.From);
    if (Back && I)
      Back->addCase(B.getInt32(I), Way.Next);
  }
}

/// The same for a statement that becomes a function's.
void BodyRecords::enterAgain(DeferralModel &D, ArrayRef<Entry> Ways,
                             Drain &From, Reentry &Again) {
  BasicBlock *Before = D.Entry;
  Value *Record = Again.record();
  lowerRegionEntry(D, Record, 1);
  for (const Entry &Way : Ways) {
    if (Way.From != From.Dispatch) {
      Again.enter(D, Way.From, Way.Record, Way.Next,
                  Way.Use->Call->getDebugLoc(), Way.Use);
      continue;
    }
    // The dispatch leads to it by a block of its own, and it back.
    BasicBlock *Go = Body.newBlock("defer.run", Before);
    BasicBlock *Back = Body.newBlock("defer.back", Before);
    Again.enter(D, Go, Way.Record, Back, D.ExitLoc, nullptr);
    IRBuilder<> B(Back);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    B.CreateBr(From.Take);
    From.comeFrom(Back);
    Dispatched[&D] = Go;
  }
}

void BodyRecords::finish(Reentry &Again) {
  lowerUses();
  Drain From;
  if (!Calls.empty())
    buildDrain(From);
  SmallVector<BasicBlock *, 8> To;
  for (DeferralModel *D : Body.Deferrals) {
    if (!D->isDynamic())
      continue;
    SmallVector<Entry, 1> &Ways = Entries[D];
    if (From.Take)
      Ways.push_back({From.Dispatch, From.Record, From.Take, nullptr});
    if (!Again.has(*D))
      enterCopies(*D, Ways);
    if (Ways.empty())
      continue; // control never leaves the body
    if (Again.has(*D))
      enterAgain(*D, Ways, From, Again);
    else
      enter(*D, Ways, From);
    BasicBlock *Go = Dispatched.lookup(D);
    To.push_back(Go ? Go : D->Entry);
  }
  if (!From.Take)
    return;

  IRBuilder<> B(From.Dispatch);
  B.SetCurrentDebugLocation(Body.ExitLoc);
  if (To.size() == 1) {
    B.CreateBr(To.front());
    return;
  }
  Value *Id =
      IR.loadAt(B, IR.Int32Ty, From.Record, RecordLayout(IR).recordId());
  // The last one takes what is left, so that no case is impossible.
  SwitchInst *Which = B.CreateSwitch(Id, To.back(), To.size());
  for (unsigned I = 0; I + 1 < To.size(); ++I)
    Which->addCase(B.getInt32(I), To[I]);
}
