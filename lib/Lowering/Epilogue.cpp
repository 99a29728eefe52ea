//===- Epilogue.cpp - running what is pending when a body is left ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Epilogue.h"

#include "defer/Lowering/InFlight.h"
#include "defer/Lowering/RegionCopy.h"
#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/InstIterator.h"

#include <functional>
#include <map>

using namespace defer;
using namespace llvm;

Epilogue::Epilogue(FunctionModel &M, BodyModel &Body,
                   ArrayRef<DeferralModel *> Scoped, IRTools &IR,
                   BodyRecords *Records, Reentry &Again)
    : M(M), Body(Body), Scoped(Scoped), IR(IR), Records(Records), Again(Again),
      Variables(IR) {
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
    PendingFront Ways;            ///< that come here, with this bound on top
    PendingBound Bound{};         ///< of all of them
    PendingBound Next{};          ///< below it
    BasicBlock *Thrown = nullptr; ///< for an exception from its statement
    BasicBlock *DrainThrown = nullptr; ///< or one of a record's above
    BasicBlock *Run = nullptr;         ///< the bound is on top and pending
    BasicBlock *Drain = nullptr;       ///< it is pending, with records above
    BasicBlock *Test = nullptr; ///< it may be pending, with records or not
  };
  BasicBlock *Exit;
  unsigned Stop; ///< the bound that is not run any more
  std::map<unsigned, Link, std::greater<unsigned>> Links;

  Link &linkFor(unsigned Order) { return Links[std::max(Order, Stop)]; }
};

void Epilogue::build() {
  PendingFlow Flow(States, Body);
  Unwinding Unwind(M, Body, IR, States, Flow, Variables, Records);
  leaveRuns(Flow, Unwind);
  for (ExitModel &E : Body.Exits)
    buildChain(E, Flow, Unwind);
  lowerUses(Flow, Unwind);
  if (Records)
    Records->lowerUses(Flow, Unwind);
  leaveScoped(Flow, Unwind);
  Unwind.build();
  for (const Unwinding::Use &U : Unwind.shared())
    if (!U.Of->isDynamic())
      Entries[U.Of].push_back(U.Entry);
  enterRegions();
  Unwind.enterCopies();
  if (Records)
    Records->finish(Again, Unwind);
  setVariables(Unwind);
}

/// Whether an exception may come out of a record's statement.
static bool recordsMayThrow(const BodyModel &Body) {
  return llvm::any_of(Body.Deferrals, [](const DeferralModel *D) {
    return D->isDynamic() && !D->Outs.empty();
  });
}

/// Where exceptions go that leave what runs in the body by the name of one in a
/// body around: that is lowered later, and knows nothing of what is pending
/// here.
void Epilogue::leaveRuns(const PendingFlow &Flow, Unwinding &Unwind) {
  if (!Unwind.any())
    return;
  for (auto &Around : M.Bodies) {
    if (Around.get() == &Body)
      break;
    for (UseModel &U : Around->Uses) {
      if (U.In != Body.Of || !U.Runs || !U.Unwind || U.Of->Outs.empty())
        continue;
      // It is last in its block, and changes nothing of the body.
      if (const PendingState *S = Flow.atEnd(U.at()))
        U.Unwind = Unwind.landing(S, U.Unwind);
    }
  }
}

/// Where exceptions go that leave what is due at scope ends in the body.
void Epilogue::leaveScoped(const PendingFlow &Flow, Unwinding &Unwind) {
  if (!Unwind.any())
    return;
  for (DeferralModel *D : Scoped) {
    if (D->Outs.empty())
      continue;
    BasicBlock *Around = D->Outs.front()->getParent()->getSingleSuccessor();
    for (CallInst *Exit : D->Exits) {
      SmallVector<const PendingState *, 4> Ways;
      for (BasicBlock *Pred : predecessors(Exit->getParent()))
        if (const PendingState *S = Flow.atEnd(Pred))
          Ways.push_back(S);
      if (!Ways.empty())
        D->Landings[Exit] = Unwind.landing(States.join(Ways), Around);
    }
  }
}

void Epilogue::buildChain(ExitModel &E, PendingFlow &Flow, Unwinding &Unwind) {
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
    if (L.Bound.DynAbove && Unwind.any() && recordsMayThrow(Body))
      L.DrainThrown = Unwind.landing(
          States.pushDynamic(States.join(L.Ways.states())), E.Segment);
    if (I->first <= C.Stop)
      continue;
    L.Ways.pass();
    L.Next = L.Ways.newest();
    DeferralModel *D = DeferralOf.lookup(I->first);
    if (D && !D->Outs.empty() && Unwind.any())
      L.Thrown = Unwind.landing(States.join(L.Ways.states()), E.Segment);
    Chain::Link &Below = C.linkFor(L.Next.Order);
    Below.Ways.add(std::move(L.Ways));
    Below.Bound.DynAbove |= L.Bound.Maybe && L.Bound.DynAbove;
  }

  // From the oldest up, each link knows where it goes on.
  for (auto I = C.Links.rbegin(); I != C.Links.rend(); ++I) {
    Chain::Link &L = I->second;
    unsigned Order = I->first;
    L.Run =
        Order <= C.Stop ? C.Exit : run(Order, entryFor(C, L.Next), L.Thrown);
    if (L.Bound.DynAbove) {
      AllocaInst *Mark = nullptr;
      if (L.Bound.Order != PendingState::Root && L.Bound.DynBelow)
        Mark = Variables.mark(L.Bound.Order);
      // What the records run may have run it by name.
      DeferralModel *D = DeferralOf.lookup(Order);
      bool Again = Order > C.Stop && D && D->UsedInside;
      L.Drain = Records->drainTo(
          Mark, Again ? test(Order, L.Run, entryFor(C, L.Next)) : L.Run,
          L.DrainThrown);
    }
    if (Order <= C.Stop || !L.Bound.Maybe)
      continue;
    PendingBound Past = L.Next;
    Past.DynAbove |= L.Bound.DynAbove;
    L.Test = test(Order, L.Bound.DynAbove ? L.Drain : L.Run, entryFor(C, Past));
  }

  if (OneWay) {
    BasicBlock *Entry = C.Links.empty() ? C.Exit : entryFor(C, First);
    if (Entry == C.Exit)
      return;
    BasicBlock *Test = block("defer.leaving", C.Exit);
    for (BasicBlock *Pred : Preds)
      Pred->getTerminator()->replaceSuccessorWith(C.Exit, Test);
    IRBuilder<> B(Test);
    B.SetCurrentDebugLocation(Body.LeaveLoc);
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

BasicBlock *Epilogue::run(unsigned Order, BasicBlock *Next,
                          BasicBlock *Thrown) {
  DeferralModel *D = DeferralOf.lookup(Order);
  if (!D)
    return Next; // a segment, whose own exit cleans its variable
  // In the order they run in: the code generator takes a time that grows with
  // the square of their number otherwise.
  BasicBlock *Run = block("defer.run", Next);
  Entries[D].push_back({Run, Next, nullptr, Thrown});
  return Run;
}

BasicBlock *Epilogue::test(unsigned Order, BasicBlock *Pending,
                           BasicBlock *Next) {
  DeferralModel *D = DeferralOf.lookup(Order);
  if (!D)
    return Pending;
  BasicBlock *Test = block("defer.test", Pending);
  IRBuilder<> B(Test);
  B.SetCurrentDebugLocation(D->ExitLoc);
  B.CreateCondBr(IR.load(B, IR.Int1Ty, Variables.flag(Order, D->Id)), Pending,
                 Next);
  return Test;
}

/// A static deferral that is run or cancelled by name.
void Epilogue::lowerUses(const PendingFlow &Flow, Unwinding &Unwind) {
  for (const UseModel &U : Body.Uses) {
    DeferralModel &D = *U.Of;
    // It is taken off before its own statement starts.
    if (D.isDynamic() || U.isIn(D))
      continue;
    // In another statement, it is a maybe.
    bool Maybe = true;
    BasicBlock *Thrown = U.Unwind;
    if (U.In == Body.Of) {
      const PendingState *S = Flow.before(U);
      if (S && U.Runs && Thrown && !D.Outs.empty() && Unwind.any())
        Thrown = Unwind.landing(States.remove(S, D.Order), Thrown);
      while (S && S->order() > D.Order)
        S = S->below();
      if (!S || S->order() != D.Order)
        continue; // not pending, or control does not come here
      Maybe = S->isMaybe();
    }
    if (!U.Runs) {
      Unwind.addCancel(U);
      continue;
    }
    BasicBlock *From = U.at(), *Next = U.next();
    if (Maybe)
      From = U.newBlock("defer.named");
    Instruction *Through = U.at()->getTerminator();
    IRBuilder<> B(Through);
    B.SetCurrentDebugLocation(U.Call->getDebugLoc());
    if (Maybe) {
      AllocaInst *Flag = Variables.flag(D.Order, D.Id);
      B.CreateCondBr(IR.load(B, IR.Int1Ty, Flag), From, Next);
    }
    Through->eraseFromParent();
    Entries[&D].push_back({From, Next, &U, Thrown});
    Unwind.addUse(D, Entries[&D].back());
  }
}

void Epilogue::enterRegions() {
  for (DeferralModel *D : Body.Deferrals) {
    auto Of = Entries.find(D);
    if (Of == Entries.end())
      continue;
    AllocaInst *Flag = Variables.knownFlag(D->Order);
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
        enterCopy(*D, E, Map, IR);
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
      enterInFlight(B, *D, E, IR);
      Again.enter(*D, E.From, nullptr, E.Next, D->ExitLoc, E.Use);
    }
  }
}

void Epilogue::setVariables(const Unwinding &Unwind) {
  IRBuilder<> Begin(Body.Begin);
  for (auto &Flag : Variables.flags()) {
    Begin.SetCurrentDebugLocation(DeferralOf[Flag.first]->BeginLoc);
    IR.store(Begin, Begin.getFalse(), Flag.second);
    IRBuilder<> B(DeferralOf[Flag.first]->Mark);
    IR.store(B, B.getTrue(), Flag.second);
  }
  for (const Unwinding::Cancel &C : Unwind.cancels())
    if (AllocaInst *Flag = Variables.knownFlag(C.Of->Order)) {
      IRBuilder<> B(C.Call);
      IR.store(B, B.getFalse(), Flag);
    }
  Begin.SetCurrentDebugLocation(Body.Begin->getDebugLoc());
  for (auto &Mark : Variables.marks()) {
    IR.store(Begin, ConstantPointerNull::get(IR.PtrTy), Mark.second);
    CallInst *At = SegmentOf.count(Mark.first) ? SegmentOf[Mark.first]->Mark
                                               : DeferralOf[Mark.first]->Mark;
    IRBuilder<> B(At);
    IR.store(B, Records->mark(B), Mark.second);
  }
  if (M.ReturnsTwice && Records)
    Records->lowerMarks(Variables.marks());
  if (!Staying)
    return;
  Begin.SetCurrentDebugLocation(Body.StartLoc);
  IR.store(Begin, Begin.getFalse(), Staying);
  for (CallInst *Goto : Body.Gotos) {
    IRBuilder<> B(Goto);
    IR.store(B, B.getInt1(!cast<ConstantInt>(Goto->getArgOperand(1))->isZero()),
             Staying);
  }
  if (Body.Of || !M.ReturnsTwice)
    return;
  // A statement that a goto runs may have jumped back, and control be
  // elsewhere.
  for (Instruction &I : instructions(M.F))
    if (auto *Call = dyn_cast<CallInst>(&I); Call && returnsTwice(*Call)) {
      IRBuilder<> B(Call->getNextNode());
      IR.store(B, B.getFalse(), Staying);
    }
}
