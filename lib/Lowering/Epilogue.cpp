//===- Epilogue.cpp - running what is pending when a body is left ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Epilogue.h"

#include "defer/Lowering/RegionCopy.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"

#include <functional>
#include <map>

using namespace defer;
using namespace llvm;

Epilogue::Epilogue(BodyModel &Body, IRTools &IR, BodyRecords *Records,
                   Reentry &Again)
    : Body(Body), IR(IR), Records(Records), Again(Again) {
  for (DeferralModel *D : Body.Deferrals)
    if (!D->isDynamic())
      DeferralOf[D->Order] = D;
  for (auto &S : Body.Segments)
    SegmentOf[S->Order] = S.get();
  if (!Body.Gotos.empty())
    Staying = IR.variable(IR.Int1Ty, "defer.staying");
}

/// The chain at one exit.
struct Epilogue::Chain {
  struct Link {
    PendingFront Ways;           ///< that come here, with this bound on top
    PendingBound Bound{};        ///< of all of them
    PendingBound Next{};         ///< below it
    BasicBlock *Run = nullptr;   ///< the bound is on top and pending
    BasicBlock *Drain = nullptr; ///< it is pending, with records above
    BasicBlock *Test = nullptr;  ///< it may be pending, with records or not
  };
  BasicBlock *Exit;
  unsigned Stop; ///< the bound that is not run any more
  std::map<unsigned, Link, std::greater<unsigned>> Links;

  Link &linkFor(unsigned Order) { return Links[std::max(Order, Stop)]; }
};

AllocaInst *Epilogue::variableFor(DenseMap<unsigned, AllocaInst *> &Map,
                                  unsigned Order, Type *T, const char *Name) {
  AllocaInst *&Var = Map[Order];
  if (!Var)
    Var = IR.variable(T, Name);
  return Var;
}

void Epilogue::build() {
  PendingFlow Flow(States, Body);
  for (ExitModel &E : Body.Exits)
    buildChain(E, Flow);
  lowerUses(Flow);
  enterRegions();
  setVariables();
}

void Epilogue::buildChain(ExitModel &E, PendingFlow &Flow) {
  Chain C;
  C.Exit = E.Call->getParent();
  C.Stop = E.Segment ? E.Segment->Order : PendingState::Root;

  SmallSetVector<BasicBlock *, 16> Preds(pred_begin(C.Exit), pred_end(C.Exit));
  // Where control may only be going elsewhere in the body, one test comes
  // before all, and one way after it.
  bool OneWay = Staying && E.Segment;
  PendingFront All;
  for (BasicBlock *Pred : Preds)
    if (const PendingState *S = Flow.atEnd(Pred)) {
      if (OneWay)
        All.add(S);
      else
        C.linkFor(S->order()).Ways.add(S);
    }
  PendingBound First{};
  if (!All.empty()) {
    First = All.newest();
    C.linkFor(First.Order).Ways.add(std::move(All));
  }

  // What is below a link is a link too, down to the stop.  If a maybe is not
  // pending, the records above it are those above the next bound.
  for (auto I = C.Links.begin(); I != C.Links.end(); ++I) {
    Chain::Link &L = I->second;
    bool Left = L.Bound.DynAbove; // by a maybe above
    L.Bound = L.Ways.newest();
    L.Bound.DynAbove |= Left;
    if (I->first <= C.Stop)
      continue;
    L.Ways.pass();
    L.Next = L.Ways.newest();
    Chain::Link &Below = C.linkFor(L.Next.Order);
    Below.Ways.add(std::move(L.Ways));
    Below.Bound.DynAbove |= L.Bound.Maybe && L.Bound.DynAbove;
  }

  // From the oldest up, each link knows where it goes on.
  for (auto I = C.Links.rbegin(); I != C.Links.rend(); ++I) {
    Chain::Link &L = I->second;
    unsigned Order = I->first;
    L.Run = Order <= C.Stop ? C.Exit : run(C, Order, entryFor(C, L.Next));
    if (L.Bound.DynAbove) {
      AllocaInst *Mark = nullptr;
      if (L.Bound.Order != PendingState::Root && L.Bound.DynBelow)
        Mark = variableFor(Marks, L.Bound.Order, IR.PtrTy, "defer.mark");
      // What the records run may have run it by name.
      DeferralModel *D = DeferralOf.lookup(Order);
      bool Again = Order > C.Stop && D && D->UsedInside;
      L.Drain = Records->drainTo(
          Mark, Again ? test(C, Order, L.Run, entryFor(C, L.Next)) : L.Run);
    }
    if (Order <= C.Stop || !L.Bound.Maybe)
      continue;
    PendingBound Past = L.Next;
    Past.DynAbove |= L.Bound.DynAbove;
    L.Test =
        test(C, Order, L.Bound.DynAbove ? L.Drain : L.Run, entryFor(C, Past));
  }

  if (OneWay) {
    BasicBlock *Entry = C.Links.empty() ? C.Exit : entryFor(C, First);
    if (Entry == C.Exit)
      return;
    BasicBlock *Test = block("defer.leaving", C.Exit);
    for (BasicBlock *Pred : Preds)
      Pred->getTerminator()->replaceSuccessorWith(C.Exit, Test);
    IRBuilder<> B(Test);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    B.CreateCondBr(IR.load(B, IR.Int1Ty, Staying), C.Exit, Entry);
    return;
  }
  for (BasicBlock *Pred : Preds)
    if (const PendingState *S = Flow.atEnd(Pred)) {
      BasicBlock *Entry =
          entryFor(C, {S->order(), S->isMaybe(), S->dynAbove(), false});
      if (Entry != C.Exit)
        Pred->getTerminator()->replaceSuccessorWith(C.Exit, Entry);
    }
}

BasicBlock *Epilogue::entryFor(Chain &C, const PendingBound &B) {
  Chain::Link &L = C.linkFor(B.Order);
  if (B.Order > C.Stop && B.Maybe)
    return L.Test;
  return B.DynAbove ? L.Drain : L.Run;
}

BasicBlock *Epilogue::run(Chain &C, unsigned Order, BasicBlock *Next) {
  DeferralModel *D = DeferralOf.lookup(Order);
  if (!D)
    return Next; // a segment, whose own exit cleans its variable
  BasicBlock *Run = block("defer.run", C.Exit);
  Entries[D].push_back({Run, Next});
  return Run;
}

BasicBlock *Epilogue::test(Chain &C, unsigned Order, BasicBlock *Pending,
                           BasicBlock *Next) {
  DeferralModel *D = DeferralOf.lookup(Order);
  if (!D)
    return Pending;
  BasicBlock *Test = block("defer.test", C.Exit);
  IRBuilder<> B(Test);
  B.SetCurrentDebugLocation(D->ExitLoc);
  AllocaInst *Flag = variableFor(Flags, Order, IR.Int1Ty, "defer.pending");
  B.CreateCondBr(IR.load(B, IR.Int1Ty, Flag), Pending, Next);
  return Test;
}

/// A static deferral that is run or cancelled by name.
void Epilogue::lowerUses(const PendingFlow &Flow) {
  for (const UseModel &U : Body.Uses) {
    DeferralModel &D = *U.Of;
    // It is taken off before its own statement starts.
    if (D.isDynamic() || U.isIn(D))
      continue;
    // In another statement, it is a maybe.
    bool Maybe = true;
    if (U.In == Body.Of) {
      const PendingState *S = Flow.before(U);
      while (S && S->order() > D.Order)
        S = S->below();
      if (!S || S->order() != D.Order)
        continue; // not pending, or control does not come here
      Maybe = S->isMaybe();
    }
    if (!U.Runs) {
      Cancelled.push_back(&U);
      continue;
    }
    BasicBlock *From = U.at(), *Next = U.next();
    if (Maybe)
      From = U.newBlock("defer.named");
    Instruction *Through = U.at()->getTerminator();
    IRBuilder<> B(Through);
    B.SetCurrentDebugLocation(U.Call->getDebugLoc());
    if (Maybe) {
      AllocaInst *Flag =
          variableFor(Flags, D.Order, IR.Int1Ty, "defer.pending");
      B.CreateCondBr(IR.load(B, IR.Int1Ty, Flag), From, Next);
    }
    Through->eraseFromParent();
    Entries[&D].push_back({From, Next, &U});
  }
}

void Epilogue::enterRegions() {
  for (DeferralModel *D : Body.Deferrals) {
    auto Of = Entries.find(D);
    if (Of == Entries.end())
      continue;
    AllocaInst *Flag = Flags.lookup(D->Order);
    if (!Again.has(*D)) {
      bool Copy = D->HasUses && isShort(*D);
      SmallVector<RegionEntry, 2> Shared;
      for (const RegionEntry &E : Of->second) {
        if (!Copy || !E.Use) {
          Shared.push_back(E);
          continue;
        }
        if (Flag) {
          IRBuilder<> B(E.From);
          B.SetCurrentDebugLocation(E.Use->Call->getDebugLoc());
          IR.store(B, B.getFalse(), Flag);
        }
        ValueToValueMapTy Map;
        enterCopy(*D, E.From, E.Next, *E.Use, Map);
      }
      if (!Shared.empty())
        enterRegion(*D, Shared, Flag, IR);
      continue;
    }
    for (RegionEntry &E : Of->second) {
      IRBuilder<> B(E.From);
      B.SetCurrentDebugLocation(D->ExitLoc);
      if (Flag)
        IR.store(B, B.getFalse(), Flag);
      Again.enter(*D, E.From, nullptr, E.Next, D->ExitLoc, E.Use);
    }
  }
}

void Epilogue::setVariables() {
  IRBuilder<> Begin(Body.Begin);
  for (auto &Flag : Flags) {
    IR.store(Begin, Begin.getFalse(), Flag.second);
    IRBuilder<> B(DeferralOf[Flag.first]->Mark);
    IR.store(B, B.getTrue(), Flag.second);
  }
  for (const UseModel *U : Cancelled)
    if (AllocaInst *Flag = Flags.lookup(U->Of->Order)) {
      IRBuilder<> B(U->Call);
      IR.store(B, B.getFalse(), Flag);
    }
  for (auto &Mark : Marks) {
    IR.store(Begin, ConstantPointerNull::get(IR.PtrTy), Mark.second);
    CallInst *At = SegmentOf.count(Mark.first) ? SegmentOf[Mark.first]->Mark
                                               : DeferralOf[Mark.first]->Mark;
    IRBuilder<> B(At);
    IR.store(B, Records->mark(B), Mark.second);
  }
  if (!Staying)
    return;
  IR.store(Begin, Begin.getFalse(), Staying);
  for (CallInst *Goto : Body.Gotos) {
    IRBuilder<> B(Goto);
    IR.store(B, B.getInt1(!cast<ConstantInt>(Goto->getArgOperand(1))->isZero()),
             Staying);
  }
}
