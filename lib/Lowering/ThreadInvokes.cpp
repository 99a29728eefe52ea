//===- ThreadInvokes.cpp - two ways through a call with a pad -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/ThreadInvokes.h"

#include "defer/Lowering/LandingPads.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/DomTreeUpdater.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace defer;
using namespace llvm;

/// What JumpThreading.cpp duplicates at most, and what a call is for it.
static constexpr unsigned MostInstructions = 6, CallCost = 4;

namespace {

/// A call and the branch behind it, on a condition known where control comes
/// from.
struct Candidate {
  InvokeInst *Invoke;
  BasicBlock *Call, *Tail;
  Instruction *Condition;
  SmallSetVector<BasicBlock *, 8> Known[2]; ///< false and true
  bool Others = false;                      ///< it is not known on other ways
};

class Threader {
public:
  explicit Threader(Function &F)
      : DT(F), Updater(DT, DomTreeUpdater::UpdateStrategy::Eager) {}

  bool look(BasicBlock &Call);

private:
  bool isShort(const Candidate &C) const;
  void findKnown(Candidate &C) const;
  int knownOn(const Candidate &C, BasicBlock *Pred) const;
  void thread(Candidate &C, bool Value);
  static void repair(BasicBlock *Of, BasicBlock *Tail, ValueToValueMapTy &Map);

  DominatorTree DT;
  DomTreeUpdater Updater;
};

} // namespace

static bool isCall(const Instruction &I) {
  return isa<CallBase>(I) && !isa<IntrinsicInst>(I);
}

bool Threader::isShort(const Candidate &C) const {
  unsigned Count = 0;
  for (const BasicBlock *BB : {C.Call, C.Tail})
    for (const Instruction &I : *BB) {
      if (isa<PHINode>(I) || isa<DbgInfoIntrinsic>(I) ||
          &I == C.Tail->getTerminator())
        continue;
      auto *Call = dyn_cast<CallBase>(&I);
      if (I.getType()->isTokenTy() || isa<AllocaInst>(I) ||
          isa<NoAliasScopeDeclInst>(I) ||
          (Call && (Call->cannotDuplicate() || Call->isConvergent())))
        return false;
      Count += isCall(I) ? CallCost : 1;
      if (Count > MostInstructions)
        return false;
    }
  return true;
}

/// 0 or 1, or -1 if it is not known.
int Threader::knownOn(const Candidate &C, BasicBlock *Pred) const {
  Value *Condition = C.Condition->DoPHITranslation(C.Call, Pred);
  if (auto *Known = dyn_cast<ConstantInt>(Condition))
    return Known->isOne();
  for (User *U : Condition->users()) {
    auto *Branch = dyn_cast<BranchInst>(U);
    if (!Branch || Branch->getParent() == C.Tail ||
        Branch->getSuccessor(0) == Branch->getSuccessor(1))
      continue;
    for (unsigned I : {0u, 1u}) {
      BasicBlock *From = Branch->getParent(), *To = Branch->getSuccessor(I);
      if ((From == Pred && To == C.Call) ||
          DT.dominates(BasicBlockEdge(From, To), Pred))
        return I == 0;
    }
  }
  return -1;
}

void Threader::findKnown(Candidate &C) const {
  for (BasicBlock *Pred : predecessors(C.Call)) {
    Instruction *End = Pred->getTerminator();
    int Value =
        isa<BranchInst>(End) || isa<InvokeInst>(End) || isa<SwitchInst>(End)
            ? knownOn(C, Pred)
            : -1;
    if (Value < 0)
      C.Others = true;
    else
      C.Known[Value].insert(Pred);
  }
}

bool Threader::look(BasicBlock &Call) {
  Candidate C;
  C.Call = &Call;
  C.Invoke = dyn_cast<InvokeInst>(Call.getTerminator());
  if (!C.Invoke || Call.isEHPad() || Call.hasNPredecessors(1) ||
      !DT.isReachableFromEntry(&Call))
    return false;
  // One that may be inlined is not a call yet.
  const Function *Callee = C.Invoke->getCalledFunction();
  if (Callee && !Callee->isDeclaration() &&
      !Callee->hasFnAttribute(Attribute::NoInline))
    return false;
  C.Tail = C.Invoke->getNormalDest();
  if (C.Tail->getSinglePredecessor() != &Call || Call.hasAddressTaken() ||
      C.Tail->hasAddressTaken())
    return false;
  auto *Branch = dyn_cast<BranchInst>(C.Tail->getTerminator());
  if (!Branch || Branch->isUnconditional() ||
      Branch->getSuccessor(0) == Branch->getSuccessor(1))
    return false;
  C.Condition = dyn_cast<Instruction>(Branch->getCondition());
  if (!C.Condition || C.Condition->getParent() == C.Tail ||
      (C.Condition->getParent() == &Call && !isa<PHINode>(C.Condition)))
    return false;
  // A loop would get a second entry.
  if (llvm::any_of(predecessors(&Call),
                   [&](BasicBlock *Pred) { return DT.dominates(&Call, Pred); }))
    return false;
  if (!isShort(C))
    return false;
  findKnown(C);
  for (bool Value : {true, false})
    if (!C.Known[Value].empty() && (C.Others || !C.Known[!Value].empty())) {
      thread(C, Value);
      return true;
    }
  return false;
}

/// Leads the uses outside of two blocks to what comes from there or from their
/// copies.
void Threader::repair(BasicBlock *Of, BasicBlock *Tail,
                      ValueToValueMapTy &Map) {
  auto Inside = [&](const Use &U) {
    auto *By = cast<Instruction>(U.getUser());
    auto *Phi = dyn_cast<PHINode>(By);
    const BasicBlock *At = Phi ? Phi->getIncomingBlock(U) : By->getParent();
    return At == Of || At == Tail;
  };
  for (BasicBlock *BB : {Of, Tail})
    for (Instruction &I : *BB) {
      SmallVector<Use *, 8> Outside;
      for (Use &U : I.uses())
        if (!Inside(U))
          Outside.push_back(&U);
      if (Outside.empty())
        continue;
      auto *Copy = cast<Instruction>(Map[&I]);
      SSAUpdater SSA;
      SSA.Initialize(I.getType(), I.getName());
      SSA.AddAvailableValue(BB, &I);
      SSA.AddAvailableValue(Copy->getParent(), Copy);
      for (Use *U : Outside)
        SSA.RewriteUse(*U);
    }
}

/// Keeps in `BB` what comes from `Preds`, or all else.
static void keepIncoming(BasicBlock *BB,
                         const SmallSetVector<BasicBlock *, 8> &Preds,
                         bool Keep) {
  for (PHINode &Phi : BB->phis())
    for (unsigned I = Phi.getNumIncomingValues(); I--;)
      if (Preds.count(Phi.getIncomingBlock(I)) != Keep)
        Phi.removeIncomingValue(I, /*DeletePHIIfEmpty=*/false);
}

/// The condition is `Value` on the ways that go through copies from now on.
void Threader::thread(Candidate &C, bool Value) {
  Function &F = *C.Call->getParent();
  BasicBlock *Pad = C.Invoke->getUnwindDest();
  ValueToValueMapTy Map;
  BasicBlock *Call = CloneBasicBlock(C.Call, Map, "", &F);
  BasicBlock *Tail = CloneBasicBlock(C.Tail, Map, "", &F);
  Map[C.Call] = Call;
  Map[C.Tail] = Tail;
  for (BasicBlock *BB : {Call, Tail})
    for (Instruction &I : *BB)
      RemapInstruction(&I, Map,
                       RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);
  SmallVector<DominatorTree::UpdateType, 16> Updates;
  for (auto &Each : {std::make_pair(C.Call, Call), {C.Tail, Tail}})
    for (BasicBlock *Next : successors(Each.first)) {
      if (Next == C.Tail)
        continue;
      for (PHINode &Phi : Next->phis()) {
        llvm::Value *Of = Phi.getIncomingValueForBlock(Each.first);
        llvm::Value *New = Map.lookup(Of);
        Phi.addIncoming(New ? New : Of, Each.second);
      }
      Updates.push_back({DominatorTree::Insert, Each.second, Next});
    }
  Updates.push_back({DominatorTree::Insert, Call, Tail});
  for (BasicBlock *Pred : C.Known[Value]) {
    Pred->getTerminator()->replaceSuccessorWith(C.Call, Call);
    Updates.push_back({DominatorTree::Insert, Pred, Call});
    Updates.push_back({DominatorTree::Delete, Pred, C.Call});
  }
  keepIncoming(Call, C.Known[Value], true);
  keepIncoming(C.Call, C.Known[Value], false);
  repair(C.Call, C.Tail, Map);
  Updater.applyUpdates(Updates);

  // What the landing pad does on the condition is known there, too.
  SmallVector<BasicBlock *, 2> Pads;
  SplitLandingPadPredecessors(Pad, {Call}, ".known", ".other", Pads, &Updater);
  auto Know = [&](BasicBlock *In, BasicBlock *Behind, bool Is) {
    Constant *Known = ConstantInt::getBool(F.getContext(), Is);
    if (C.Condition->getParent() == C.Call) {
      Instruction *Own = C.Condition;
      if (In == Call)
        Own = cast<Instruction>(Map[Own]);
      Own->replaceAllUsesWith(Known);
    } else {
      cast<BranchInst>(Behind->getTerminator())->setCondition(Known);
      replaceDominatedUsesWith(C.Condition, Known, DT, In);
    }
    ConstantFoldTerminator(Behind, false, nullptr, &Updater);
  };
  Know(Call, Tail, Value);
  if (!C.Others)
    Know(C.Call, C.Tail, !Value);
}

PreservedAnalyses ThreadInvokesPass::run(Function &F,
                                         FunctionAnalysisManager &) {
  if (!hasLandingPads(F))
    return PreservedAnalyses::all();
  SmallVector<BasicBlock *, 16> Calls;
  for (BasicBlock &BB : F)
    if (isa<InvokeInst>(BB.getTerminator()))
      Calls.push_back(&BB);
  Threader T(F);
  bool Changed = false;
  for (BasicBlock *BB : Calls)
    Changed |= T.look(*BB);
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}
