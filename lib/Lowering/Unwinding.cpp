//===- Unwinding.cpp - running what is pending as one unwinds -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Unwinding.h"

#include "defer/Lowering/InFlight.h"
#include "defer/Lowering/Records.h"
#include "defer/Lowering/RegionCopy.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/CFG.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"

#include <algorithm>

using namespace defer;
using namespace llvm;

Unwinding::Unwinding(FunctionModel &M, BodyModel &Body, IRTools &IR,
                     PendingStates &States, const PendingFlow &Flow,
                     BodyVariables &Variables, BodyRecords *Records)
    : M(M), Body(Body), IR(IR), States(States), Variables(Variables),
      Records(Records) {
  for (ExitModel &E : Body.UnwindExits) {
    BasicBlock *At = E.Call->getParent(), *Before = At->getSinglePredecessor();
    Exits.emplace_back(E.Segment, SplitBlock(Before, Before->getTerminator()),
                       At);
    for (DeferralModel *D = Body.Of; D; D = D->Around)
      D->Region.insert(Exits.back().Before);
  }
  if (Exits.empty())
    return;
  llvm::sort(Exits,
             [](const Exit &A, const Exit &B) { return A.stop() > B.stop(); });
  for (DeferralModel *D : Body.Deferrals) {
    Runs |= D->Unwinds;
    if (!D->isDynamic())
      DeferralOf[D->Order] = D;
  }
  for (unsigned I = 0; I != Exits.size(); ++I)
    Straight[Exits[I].Before] = I;
  Number = IR.variable(IR.Int32Ty, "defer.number");
  numberPads(Flow);
}

ConstantInt *Unwinding::number(const PendingState *S) {
  return ConstantInt::get(
      IR.C, APInt(32, Numbers.insert({S, Numbers.size()}).first->second));
}

/// What is pending at a call is so at its landing pad; the call is last in its
/// block.
void Unwinding::numberPads(const PendingFlow &Flow) {
  MapVector<BasicBlock *,
            MapVector<const PendingState *, SmallVector<InvokeInst *, 2>>>
      Pads;
  SmallVector<std::pair<BasicBlock *, const PendingState *>, 8> All;
  auto Look = [&](BasicBlock &BB) {
    // A statement that may run itself is entered by a block that is filled
    // last.
    auto *Invoke = dyn_cast_or_null<InvokeInst>(BB.getTerminator());
    const PendingState *S = Invoke ? Flow.atEnd(&BB) : nullptr;
    if (S)
      Pads[Invoke->getUnwindDest()][S].push_back(Invoke);
  };
  if (Body.Of)
    for (BasicBlock *BB : Body.Of->Region)
      Look(*BB);
  else
    for (BasicBlock &BB : IR.F)
      Look(BB);
  for (auto &Pad : Pads) {
    BasicBlock *For = Pad.first, *Rest = For->getSingleSuccessor();
    // A call whose exception is to end the program.
    if (!Rest)
      continue;
    for (auto &Group : Pad.second) {
      if (&Group != &Pad.second.front()) {
        ValueToValueMapTy Map;
        For = CloneBasicBlock(Pad.first, Map, "", Pad.first->getParent());
        for (Instruction &I : *For)
          RemapInstruction(&I, Map,
                           RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
        for (DeferralModel *D = Body.Of; D; D = D->Around)
          D->Region.insert(For);
        for (InvokeInst *Invoke : Group.second)
          Invoke->setUnwindDest(For);
      }
      All.push_back({For, Group.first});
    }
  }
  // The stores come after the copies have been made.
  for (auto &Each : All)
    leads(Each.first, Each.first->getSingleSuccessor(), Each.second);
}

/// An exception goes from the end of a block to Clang's own way, with `S`
/// pending.
void Unwinding::leads(BasicBlock *From, BasicBlock *To, const PendingState *S) {
  if (Exit *E = straightTo(To)) {
    E->Direct.push_back({From, S});
    return;
  }
  IRBuilder<> B(From->getTerminator());
  B.SetCurrentDebugLocation(Body.LeaveLoc);
  IR.store(B, number(S), Number);
  comesFrom(To, S);
}

/// The exit that a block leads to, if nothing happens on the way but that
/// variables end, which they may as well do later.
Unwinding::Exit *Unwinding::straightTo(BasicBlock *BB) {
  SmallVector<BasicBlock *, 8> Way;
  unsigned Found = ~0u;
  for (; BB; BB = BB->getSingleSuccessor()) {
    auto Known = Straight.find(BB);
    if (Known != Straight.end()) {
      Found = Known->second;
      break;
    }
    Way.push_back(BB);
    Straight[BB] = ~0u; // it may lead to itself
    bool Idle = llvm::all_of(*BB, [](const Instruction &I) {
      auto *II = dyn_cast<IntrinsicInst>(&I);
      return isa<BranchInst>(I) || isa<BitCastInst>(I) ||
             isa<DbgInfoIntrinsic>(I) || (II && II->isLifetimeStartOrEnd());
    });
    if (!Idle)
      break;
  }
  for (BasicBlock *On : Way)
    Straight[On] = Found;
  return Found == ~0u ? nullptr : &Exits[Found];
}

/// The exits that come first on the way on from `BB`.
void Unwinding::comesFrom(BasicBlock *BB, const PendingState *S) {
  auto Known = FirstExits.insert({BB, {}});
  if (Known.second) {
    SmallVector<BasicBlock *, 8> Work{BB};
    SmallPtrSet<BasicBlock *, 8> Seen;
    while (!Work.empty()) {
      BasicBlock *Next = Work.pop_back_val();
      if (!Seen.insert(Next).second)
        continue;
      auto Found =
          llvm::find_if(Exits, [&](const Exit &E) { return E.Before == Next; });
      if (Found != Exits.end())
        Known.first->second.push_back(Found - Exits.begin());
      else
        Work.append(succ_begin(Next), succ_end(Next));
    }
  }
  for (unsigned I : Known.first->second)
    Exits[I].States.insert(S);
}

BasicBlock *Unwinding::landing(const PendingState *S,
                               const SegmentModel *Segment) {
  auto E = llvm::find_if(Exits, [&](const Exit &E) {
    return E.stop() <= (Segment ? Segment->Order : 0);
  });
  return E == Exits.end() ? nullptr : landing(S, E->Before);
}

BasicBlock *Unwinding::landing(const PendingState *S, BasicBlock *Next) {
  BasicBlock *&BB = Landings[{S, Next}];
  if (!BB) {
    BB = block("defer.thrown", Next);
    IRBuilder<> B(BB);
    B.SetCurrentDebugLocation(Body.LeaveLoc);
    B.CreateBr(Next);
    leads(BB, Next, S);
  }
  return BB;
}

void Unwinding::build() {
  for (Exit &E : Exits)
    dispatch(E);
}

void Unwinding::dispatch(Exit &E) {
  for (auto &From : E.Direct)
    From.first->getTerminator()->setSuccessor(0, chain(E, From.second));
  if (E.States.empty())
    return; // no exception comes here by a way that others share
  Instruction *Through = E.Before->getTerminator();
  IRBuilder<> B(Through);
  B.SetCurrentDebugLocation(Body.LeaveLoc);
  if (E.States.size() == 1)
    B.CreateBr(chain(E, E.States.front()));
  else {
    Value *Of = IR.load(B, IR.Int32Ty, Number);
    SwitchInst *To =
        B.CreateSwitch(Of, chain(E, E.States.front()), E.States.size());
    for (const PendingState *S : llvm::drop_begin(E.States))
      To->addCase(number(S), chain(E, S));
  }
  Through->eraseFromParent();
}

/// What is below is built first.
BasicBlock *Unwinding::chain(Exit &E, const PendingState *S) {
  SmallVector<const PendingState *, 16> Above;
  for (const PendingState *At = S; !E.Chain.count(At); At = At->below()) {
    Above.push_back(At);
    if (At->order() <= E.stop())
      break;
  }
  for (const PendingState *At : llvm::reverse(Above)) {
    BasicBlock *BB = At->order() <= E.stop() ? last(E, At) : link(E, At);
    E.Chain[At] = BB;
  }
  return E.Chain[S];
}

BasicBlock *Unwinding::link(Exit &E, const PendingState *S) {
  BasicBlock *Next = E.Chain[S->below()];
  DeferralModel *D = DeferralOf.lookup(S->order());
  if (!Runs || !D)
    return Next; // of a segment inside, the exit has been passed
  auto Test = [&](BasicBlock *Pending, BasicBlock *Else) {
    BasicBlock *BB = block("defer.test", Pending);
    IRBuilder<> B(BB);
    B.SetCurrentDebugLocation(D->ExitLoc);
    AllocaInst *Flag = Variables.flag(D->Order, D->Id);
    B.CreateCondBr(IR.load(B, IR.Int1Ty, Flag), Pending, Else);
    return BB;
  };
  BasicBlock *Run = block("defer.run", Next), *Top = Run;
  RegionEntry Entry{Run, Next, nullptr, Next, nullptr, /*Unwinds=*/true};
  if (D->isShared())
    Shared.push_back({D, Entry});
  else
    copy(*D).Entries.push_back(Entry);
  if (S->dynAbove())
    Top = drain(S, D->UsedInside ? Test(Run, Next) : Run);
  if (S->isMaybe())
    Top = Test(Top,
               S->dynAbove() ? chain(E, States.pushDynamic(S->below())) : Next);
  return Top;
}

/// All that is due at the exit has run.
BasicBlock *Unwinding::last(Exit &E, const PendingState *S) {
  BasicBlock *Top = E.At;
  if (!E.stop() && Body.RecoveredMark)
    Top = testRecovered(Body, E.At, IR);
  if (E.stop()) {
    const PendingState *Left = States.popThrough(S, E.stop());
    Top = block("defer.unwound", E.At);
    IRBuilder<> B(Top);
    B.SetCurrentDebugLocation(Body.LeaveLoc);
    IR.store(B, number(Left), Number);
    B.CreateBr(E.At);
    comesFrom(E.At->getSingleSuccessor(), Left);
  }
  return Runs && S->dynAbove() ? drain(S, Top) : Top;
}

/// Runs the records that are newer than the bound on top.
BasicBlock *Unwinding::drain(const PendingState *S, BasicBlock *Next) {
  AllocaInst *Mark = nullptr;
  if (!S->isRoot() && S->below()->anyDynamic())
    Mark = Variables.mark(S->order());
  if (Body.sharesDrain())
    return Records->drainTo(Mark, Next, nullptr, DrainKind::Shared);
  for (DeferralModel *D : Body.Deferrals)
    if (D->isDynamic() && !D->isShared())
      copy(*D);
  return Records->drainTo(Mark, Next, nullptr, DrainKind::Unwound);
}

UnwindCopy &Unwinding::copy(const DeferralModel &D) {
  std::unique_ptr<UnwindCopy> &C = Copies[&D];
  if (C)
    return *C;
  C = std::make_unique<UnwindCopy>();
  UnwindCopy &New = *C;
  New.Of = &D;
  New.Model = copyRegion(D, New.Map);
  addInFlight(New.Model, IR);
  for (BasicBlock *BB : New.Model.Region)
    for (DeferralModel *Of = Body.Of; Of; Of = Of->Around)
      Of->Region.insert(BB);
  copyUsesIn(New);
  return New;
}

/// What runs or is cancelled by name in the statement is so in the copy, too.
void Unwinding::copyUsesIn(UnwindCopy &C) {
  const DeferralModel &D = *C.Of;
  auto Mapped = [&](BasicBlock *BB) {
    Value *New = BB ? C.Map.lookup(BB) : nullptr;
    return New ? cast<BasicBlock>(New) : BB;
  };
  for (unsigned I = 0; I != Uses.size(); ++I) {
    Use U = Uses[I];
    if (!D.Region.count(U.Entry.From))
      continue;
    U.Entry.From = Mapped(U.Entry.From);
    U.Entry.Next = Mapped(U.Entry.Next);
    U.Entry.Thrown = Mapped(U.Entry.Thrown);
    if (U.Entry.Record)
      U.Entry.Record = C.Map.lookup(U.Entry.Record);
    if (U.Of->isShared())
      Shared.push_back({U.Of, U.Entry});
    else
      copy(*U.Of).Entries.push_back(U.Entry);
  }
  for (unsigned I = 0, N = Cancels.size(); I != N; ++I)
    if (D.Region.count(Cancels[I].Call->getParent()))
      Cancels.push_back(
          {Cancels[I].Of, cast<CallInst>(C.Map.lookup(Cancels[I].Call))});
  // Those of bodies around are still to be looked at.
  for (auto &Other : M.Bodies) {
    if (Other.get() == &Body)
      break;
    for (unsigned I = 0, N = Other->Uses.size(); I != N; ++I) {
      UseModel U = Other->Uses[I];
      if (!D.Region.count(U.at()))
        continue;
      U.Call = cast<CallInst>(C.Map.lookup(U.Call));
      U.Unwind = Mapped(U.Unwind);
      Other->Uses.push_back(U);
    }
  }
}

void Unwinding::enterCopies() {
  for (auto &Each : Copies) {
    UnwindCopy &C = *Each.second;
    if (!Each.first->isDynamic() && !C.Entries.empty())
      enterRegion(C.Model, C.Entries, Variables.knownFlag(C.Model.Order), IR);
  }
}
