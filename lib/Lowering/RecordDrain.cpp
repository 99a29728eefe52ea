//===- RecordDrain.cpp - taking records off and running them --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RecordLayout.h"

#include "defer/Lowering/InFlight.h"
#include "defer/Lowering/Records.h"
#include "defer/Lowering/Unwinding.h"

#include "llvm/IR/Constants.h"

using namespace defer;
using namespace llvm;

BasicBlock *BodyRecords::drainTo(AllocaInst *Mark, BasicBlock *Next,
                                 BasicBlock *Thrown, DrainKind Kind) {
  BasicBlock *From = Body.newBlock("defer.drain", Next);
  (Kind == DrainKind::Unwound ? Unwound : Normal)
      .push_back({From, Next, Thrown, Mark, Kind != DrainKind::Normal});
  return From;
}

void BodyRecords::lowerMarks(
    const MapVector<unsigned, AllocaInst *> &Marks) const {
  for (const Calls *Of : {&Normal, &Unwound})
    for (const Call &Each : *Of) {
      IRBuilder<> B(Each.From, Each.From->begin());
      B.SetCurrentDebugLocation(Body.ExitLoc);
      unsigned Order = 0;
      for (auto &Mark : Marks)
        if (Mark.second == Each.Mark)
          Order = Mark.first;
      Value *To = nullptr;
      for (auto &Mark : Marks)
        if (Mark.second != Each.Mark && Mark.first > Order) {
          if (!To)
            To = Each.Mark ? IR.load(B, IR.PtrTy, Each.Mark)
                           : ConstantPointerNull::get(IR.PtrTy);
          IR.store(B, To, Mark.second);
        }
    }
}

/// Gives a region its instances and values back from the record.
void BodyRecords::takeFromRecord(IRBuilderBase &B, DeferralModel &D,
                                 Value *Record, TakeValue Take) {
  for (auto &Instance : instancesOf(B, D, Record))
    Inst.setCurrent(B, Instance.first, Instance.second);
  for (auto &LiveIn : LiveIns[D.Id])
    Take(LiveIn.first,
         IR.loadAt(B, LiveIn.first->getType(), Record, LiveIn.second));
  // It is the newest one of the name, whether it came off the list or not.
  if (D.HasUses)
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, Newest[D.Id].Older),
             Newest[D.Id].Var);
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
void BodyRecords::buildDrain(Drain &To, ArrayRef<Call> Of) {
  DebugLoc Loc = Body.ExitLoc;
  BasicBlock *Done = Of.front().Next;
  To.Take = Body.newBlock("defer.take", Done);
  To.Dispatch = Body.newBlock("defer.dispatch", Done);

  IRBuilder<> B(To.Take);
  B.SetCurrentDebugLocation(Loc);
  if (Of.size() > 1) {
    To.Mark = B.CreatePHI(IR.PtrTy, Of.size() + 1, "mark");
    To.Who = B.CreatePHI(IR.Int32Ty, Of.size() + 1, "who");
    Done = Body.newBlock("defer.drained", Of.front().Next);
    IRBuilder<> DB(Done);
    DB.SetCurrentDebugLocation(Loc);
    SwitchInst *Back = DB.CreateSwitch(To.Who, Of.back().Next, Of.size());
    for (unsigned I = 0; I + 1 < Of.size(); ++I)
      Back->addCase(DB.getInt32(I), Of[I].Next);
  }
  Value *OnlyMark = nullptr;
  for (unsigned I = 0; I < Of.size(); ++I) {
    IRBuilder<> CB(Of[I].From);
    CB.SetCurrentDebugLocation(Loc);
    Value *V = ConstantPointerNull::get(IR.PtrTy);
    if (Of[I].Mark)
      V = IR.load(CB, IR.PtrTy, Of[I].Mark);
    if (To.Mark) {
      To.Mark->addIncoming(V, Of[I].From);
      To.Who->addIncoming(IR.wayNumber(CB, I), Of[I].From);
    }
    OnlyMark = V;
    if (To.InFlight)
      IR.store(CB, inFlight(CB, Of[I].Unwinds, IR), To.InFlight);
    CB.CreateBr(To.Take);
  }

  pop(To, Done, To.Mark ? To.Mark : OnlyMark);
}

/// Where an exception goes that leaves a statement of the drain.
BasicBlock *BodyRecords::thrown(const Drain &From, ArrayRef<Call> Of) {
  if (!From.Who && Of.front().Thrown)
    return Of.front().Thrown;
  if (!From.Who && !From.InFlight)
    return From.Take;
  BasicBlock *BB = Body.newBlock("defer.thrown", Of.front().Next);
  IRBuilder<> B(BB);
  B.SetCurrentDebugLocation(Body.ExitLoc);
  if (From.InFlight) // the rest runs for the new one
    IR.store(B, inFlight(B, /*Unwinds=*/true, IR), From.InFlight);
  if (!From.Who) {
    B.CreateBr(From.Take);
    return BB;
  }
  auto Goes = [&](const Call &C) { return C.Thrown ? C.Thrown : From.Take; };
  SwitchInst *To = B.CreateSwitch(From.Who, Goes(Of.back()), Of.size());
  for (unsigned I = 0; I + 1 < Of.size(); ++I)
    To->addCase(B.getInt32(I), Goes(Of[I]));
  for (const Call &C : Of)
    if (!C.Thrown)
      From.comeFrom(BB);
  return BB;
}

/// Leads all ways into the region of `D`, and from its end on.
void BodyRecords::enter(DeferralModel &D, ArrayRef<RegionEntry> Ways,
                        Drain &From) {
  Value *Record = Ways.size() == 1 ? Ways.front().Record : nullptr;
  BasicBlock *Stub = lowerRegionEntry(D, Record, Ways.size());
  PHINode *Who = nullptr;
  if (Ways.size() > 1) {
    IRBuilder<> B(Stub, Stub->begin());
    Who = B.CreatePHI(IR.Int32Ty, Ways.size(), "who");
  }
  for (unsigned I = 0; I < Ways.size(); ++I) {
    const RegionEntry &Way = Ways[I];
    IRBuilder<> B(Way.From);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    enterInFlight(B, D, Way, IR);
    if (Who) {
      cast<PHINode>(Record)->addIncoming(Way.Record, Way.From);
      Who->addIncoming(IR.wayNumber(B, I), Way.From);
    }
    if (Way.From == From.Dispatch)
      continue; // it has a way out already, or gets one
    B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
    B.CreateBr(Stub);
  }
  auto GoOn = [&](BasicBlock *End, BasicBlock *RegionEntry::*To) {
    End->getTerminator()->eraseFromParent();
    IRBuilder<> B(End);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    SwitchInst *Back =
        Who ? B.CreateSwitch(Who, Ways.front().*To, Ways.size()) : nullptr;
    if (!Back)
      B.CreateBr(Ways.front().*To);
    for (unsigned I = 0; I < Ways.size(); ++I) {
      if (Back && I)
        Back->addCase(B.getInt32(I), Ways[I].*To);
      if (From.Take && (Ways[I].*To == From.Take || Ways[I].*To == From.Next))
        From.comeFrom(End);
    }
  };
  if (BasicBlock *End = D.endBlock())
    GoOn(End, &RegionEntry::Next);
  for (CallInst *Out : D.Outs)
    GoOn(Out->getParent(), &RegionEntry::Thrown);
}

/// The same for a statement that becomes a function's; returns what the
/// dispatch leads to.
BasicBlock *BodyRecords::enterAgain(DeferralModel &D,
                                    ArrayRef<RegionEntry> Ways, Drain &From,
                                    Reentry &Again) {
  BasicBlock *Dispatched = nullptr;
  if (Value *&Record = Functions[&D]; !Record) {
    Record = Again.record();
    lowerRegionEntry(D, Record, 1);
  }
  for (const RegionEntry &Way : Ways) {
    if (Way.From != From.Dispatch) {
      IRBuilder<> B(Way.From);
      enterInFlight(B, D, Way, IR);
      Again.enter(D, Way.From, Way.Record, Way.Next,
                  Way.Use->Call->getDebugLoc(), Way.Use);
      continue;
    }
    // The dispatch leads to it by a block of its own, and it back.
    BasicBlock *Go = Body.newBlock("defer.run", From.Take);
    BasicBlock *Back = Body.newBlock("defer.back", From.Take);
    IRBuilder<> GB(Go);
    GB.SetCurrentDebugLocation(Body.ExitLoc);
    enterInFlight(GB, D, Way, IR);
    Again.enter(D, Go, Way.Record, Back, D.ExitLoc, nullptr);
    IRBuilder<> B(Back);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    B.CreateBr(From.Take);
    From.comeFrom(Back);
    Dispatched = Go;
  }
  return Dispatched;
}

void BodyRecords::dispatch(Drain &From, ArrayRef<BasicBlock *> To) {
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

void BodyRecords::finish(Reentry &Again, Unwinding &Unwind) {
  for (const Unwinding::Use &U : Unwind.shared())
    if (U.Of->isDynamic())
      Named[U.Of].push_back(U.Entry);
  for (bool Unwinds : {false, true}) {
    ArrayRef<Call> Calls = Unwinds ? Unwound : Normal;
    Drain From;
    BasicBlock *Thrown = nullptr;
    if (!Calls.empty()) {
      if (!Unwinds && Body.sharesDrain() && IR.Exception)
        From.InFlight = IR.variable(IR.PtrTy, "defer.drained.for");
      buildDrain(From, Calls);
      bool Throws = llvm::any_of(Body.Deferrals, [](const DeferralModel *D) {
        return D->isDynamic() && !D->Outs.empty();
      });
      Thrown = !Throws ? nullptr : Unwinds ? From.Take : thrown(From, Calls);
    }
    SmallVector<BasicBlock *, 8> To;
    for (DeferralModel *D : Body.Deferrals) {
      if (!D->isDynamic())
        continue;
      bool IsFunction = Again.has(*D);
      UnwindCopy *Copy = Unwinds && !IsFunction ? Unwind.copyOf(*D) : nullptr;
      if (Unwinds && !IsFunction && !Copy)
        continue; // nothing of it is left by an exception
      Entries Ways;
      if (!Unwinds)
        Ways = Named[D];
      else if (Copy)
        Ways = Copy->Entries;
      if (From.Take)
        Ways.push_back({From.Dispatch, From.Next, nullptr, Thrown, From.Record,
                        Unwinds, From.InFlight});
      if (!Unwinds && !IsFunction)
        enterCopies(*D, Ways);
      if (Ways.empty())
        continue; // control never leaves the body
      DeferralModel &Model = Copy ? Copy->Model : *D;
      BasicBlock *Go = nullptr;
      if (IsFunction)
        Go = enterAgain(Model, Ways, From, Again);
      else
        enter(Model, Ways, From);
      To.push_back(Go ? Go : Model.Entry);
    }
    if (From.Take)
      dispatch(From, To);
  }
}
