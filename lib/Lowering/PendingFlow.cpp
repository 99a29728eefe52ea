//===- PendingFlow.cpp - what is pending at the ends of blocks ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/PendingFlow.h"

#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/ADT/PostOrderIterator.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"

#include <vector>

using namespace defer;
using namespace llvm;

/// The calls that return twice in the function's own body.
static void findReturnsTwice(const BodyModel &Body,
                             SmallPtrSetImpl<CallInst *> &Calls) {
  if (Body.Of || !Body.hasDynamic())
    return; // none is in a deferred statement, and none makes a difference
  for (BasicBlock &BB : *Body.Begin->getFunction())
    for (Instruction &I : BB)
      if (auto *Call = dyn_cast<CallInst>(&I))
        if (returnsTwice(*Call))
          Calls.insert(Call);
}

PendingFlow::PendingFlow(PendingStates &States, BodyModel &Body)
    : States(States), Body(Body) {
  findReturnsTwice(Body, ReturnsTwice);
  for (CallInst *Call : ReturnsTwice)
    Markers[Call->getParent()].push_back(Call);
  for (DeferralModel *D : Body.Deferrals) {
    // The block exists, for a label in it perhaps, but is never entered so
    // that the deferral is reached.
    if (D->Why == Reason::Never)
      continue;
    DeferralAt[D->Mark] = D;
    Markers[D->at()].push_back(D->Mark);
  }
  for (auto &S : Body.Segments) {
    SegmentAt[S->Mark] = S.get();
    Markers[S->Mark->getParent()].push_back(S->Mark);
  }
  for (ExitModel &E : Body.Exits) {
    ExitAt[E.Call] = &E;
    Markers[E.Call->getParent()].push_back(E.Call);
  }
  for (UseModel &U : Body.Uses) {
    if (U.In != Body.Of)
      continue; // it happens when that statement runs
    UseAt[U.Call] = &U;
    Markers[U.at()].push_back(U.Call);
  }
  for (auto &InBlock : Markers)
    llvm::sort(InBlock.second,
               [](CallInst *A, CallInst *B) { return A->comesBefore(B); });

  BasicBlock *Start = Body.Begin->getParent();
  DenseMap<BasicBlock *, unsigned> Number;
  for (BasicBlock *BB : ReversePostOrderTraversal<BasicBlock *>(Start))
    Number[BB] = Number.size();
  // Loop by loop, so that a state never meets what was thought of it before
  // the loops that come first were known. The components come last to first.
  std::vector<std::vector<BasicBlock *>> Components;
  for (auto It = scc_begin(Start); !It.isAtEnd(); ++It)
    Components.push_back(*It);
  for (auto &Component : llvm::reverse(Components)) {
    llvm::sort(Component, [&](BasicBlock *A, BasicBlock *B) {
      return Number[A] < Number[B];
    });
    // Joins only ever turn bounds into maybes and add records, so this ends;
    // it takes as many rounds as loops are nested, and one more.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (BasicBlock *BB : Component) {
        const PendingState *S = transfer(BB, States.join(waysInto(BB, Start)));
        const PendingState *&Old = Out[BB];
        Changed |= Old != S;
        Old = S;
      }
      if (Component.size() == 1 &&
          !is_contained(successors(Component.front()), Component.front()))
        break; // no loop
    }
  }
}

PendingFlow::Ways PendingFlow::waysInto(BasicBlock *BB, BasicBlock *Start) {
  Ways Found;
  if (BB == Start)
    Found.push_back(States.empty());
  // An exit is first in its block, and all ways out meet there with different
  // states: what it leaves of each is joined, which is the same for all.
  auto InBlock = Markers.find(BB);
  CallInst *Exit =
      InBlock != Markers.end() && ExitAt.count(InBlock->second.front())
          ? InBlock->second.front()
          : nullptr;
  for (BasicBlock *Pred : predecessors(BB))
    if (const PendingState *S = Out.lookup(Pred))
      Found.push_back(Exit ? apply(Exit, S) : S);
  return Found;
}

const PendingState *PendingFlow::transfer(BasicBlock *BB,
                                          const PendingState *S) {
  auto InBlock = Markers.find(BB);
  if (InBlock != Markers.end())
    for (CallInst *Marker : InBlock->second)
      if (!ExitAt.count(Marker)) // applied edge by edge
        S = apply(Marker, S);
  return S;
}

const PendingState *PendingFlow::apply(CallInst *Marker,
                                       const PendingState *S) {
  if (DeferralModel *D = DeferralAt.lookup(Marker))
    return D->isDynamic() ? States.pushDynamic(S)
                          : States.push(S, D->Order, D->UsedInside);
  if (UseModel *U = UseAt.lookup(Marker)) {
    BeforeUse[Marker] = S;
    // Of a dynamic one an older one may be pending still.
    return U->Of->isDynamic() ? S : States.remove(S, U->Of->Order);
  }
  // When it returns again, what became pending since is pending.
  if (ReturnsTwice.count(Marker))
    return States.pushDynamic(S);
  if (SegmentModel *Segment = SegmentAt.lookup(Marker))
    return States.push(S, Segment->Order);
  SegmentModel *Segment = ExitAt.lookup(Marker)->Segment;
  if (!Segment)
    return States.empty();
  const PendingState *Ran = States.popThrough(S, Segment->Order);
  if (Body.Gotos.empty())
    return Ran;
  return States.join({Ran, States.remove(S, Segment->Order)});
}
