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
static constexpr unsigned MostThreaded = 6, CallCost = 4;

namespace {

/// A call, and a branch behind it on a condition known where control comes
/// from; the result of the call may be tested in between.
struct Candidate {
  SmallVector<BasicBlock *, 3> Blocks; ///< of the call, up to the branch
  Instruction *Condition = nullptr;
  SmallSetVector<BasicBlock *, 8> Known[2]; ///< false and true
  bool Others = false;                      ///< it is not known on other ways

  BasicBlock *call() const { return Blocks.front(); }
  BasicBlock *test() const { return Blocks.back(); }
};

class InvokeThreader {
public:
  explicit InvokeThreader(Function &F)
      : DT(F), Updater(DT, DomTreeUpdater::UpdateStrategy::Eager) {}

  bool look(BasicBlock &Call);

private:
  bool mayThread(BasicBlock &Call) const;
  bool findCondition(Candidate &C) const;
  bool tryThread(Candidate C);
  bool isShort(const Candidate &C) const;
  void findKnown(Candidate &C) const;
  int knownOn(const Candidate &C, BasicBlock *Pred) const;
  void thread(Candidate &C, bool Value);
  void know(ArrayRef<BasicBlock *> Blocks, Instruction *Condition, bool Value);

  DominatorTree DT;
  DomTreeUpdater Updater;
};

} // namespace

static bool isCall(const Instruction &I) {
  return isa<CallBase>(I) && !isa<IntrinsicInst>(I);
}

bool InvokeThreader::isShort(const Candidate &C) const {
  unsigned Count = 0;
  for (const BasicBlock *BB : C.Blocks)
    for (const Instruction &I : *BB) {
      if (isa<PHINode>(I) || isa<DbgInfoIntrinsic>(I) || isa<BranchInst>(I))
        continue;
      auto *Call = dyn_cast<CallBase>(&I);
      if (I.getType()->isTokenTy() || isa<AllocaInst>(I) ||
          isa<NoAliasScopeDeclInst>(I) ||
          (Call && (Call->cannotDuplicate() || Call->isConvergent())))
        return false;
      Count += isCall(I) ? CallCost : 1;
      if (Count > MostThreaded)
        return false;
    }
  return true;
}

/// 0 or 1, or -1 if it is not known.
int InvokeThreader::knownOn(const Candidate &C, BasicBlock *Pred) const {
  Value *Condition = C.Condition->DoPHITranslation(C.call(), Pred);
  if (auto *Known = dyn_cast<ConstantInt>(Condition))
    return Known->isOne();
  for (User *U : Condition->users()) {
    auto *Branch = dyn_cast<BranchInst>(U);
    if (!Branch || Branch->getParent() == C.test() ||
        Branch->getSuccessor(0) == Branch->getSuccessor(1))
      continue;
    for (unsigned I : {0u, 1u}) {
      BasicBlock *From = Branch->getParent(), *To = Branch->getSuccessor(I);
      if ((From == Pred && To == C.call()) ||
          DT.dominates(BasicBlockEdge(From, To), Pred))
        return I == 0;
    }
  }
  return -1;
}

void InvokeThreader::findKnown(Candidate &C) const {
  for (BasicBlock *Pred : predecessors(C.call())) {
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

bool InvokeThreader::mayThread(BasicBlock &Call) const {
  auto *Invoke = dyn_cast<InvokeInst>(Call.getTerminator());
  if (!Invoke || Call.isEHPad() || Call.hasNPredecessors(1) ||
      !DT.isReachableFromEntry(&Call) ||
      Invoke->getNormalDest()->getSinglePredecessor() != &Call)
    return false;
  // One that may be inlined is not a call yet.
  const Function *Callee = Invoke->getCalledFunction();
  if (Callee && !Callee->isDeclaration() &&
      !Callee->hasFnAttribute(Attribute::NoInline))
    return false;
  // A loop would get a second entry.
  return llvm::none_of(predecessors(&Call), [&](BasicBlock *Pred) {
    return DT.dominates(&Call, Pred);
  });
}

static BranchInst *testIn(BasicBlock *BB) {
  auto *Branch = dyn_cast<BranchInst>(BB->getTerminator());
  if (!Branch || Branch->isUnconditional() || BB->hasAddressTaken() ||
      Branch->getSuccessor(0) == Branch->getSuccessor(1))
    return nullptr;
  return Branch;
}

/// Whether the last block tests what the blocks do not compute.
bool InvokeThreader::findCondition(Candidate &C) const {
  BranchInst *Branch = testIn(C.test());
  C.Condition =
      Branch ? dyn_cast<Instruction>(Branch->getCondition()) : nullptr;
  if (!C.Condition || !llvm::is_contained(C.Blocks, C.Condition->getParent()))
    return C.Condition;
  return C.Condition->getParent() == C.call() && isa<PHINode>(C.Condition);
}

bool InvokeThreader::tryThread(Candidate C) {
  if (!findCondition(C) || !isShort(C))
    return false;
  findKnown(C);
  for (bool Value : {true, false})
    if (!C.Known[Value].empty() && (C.Others || !C.Known[!Value].empty())) {
      thread(C, Value);
      return true;
    }
  return false;
}

bool InvokeThreader::look(BasicBlock &Call) {
  if (!mayThread(Call))
    return false;
  Candidate C;
  BasicBlock *Tail = cast<InvokeInst>(Call.getTerminator())->getNormalDest();
  C.Blocks = {&Call, Tail};
  if (tryThread(C))
    return true;
  BranchInst *Branch = testIn(Tail);
  if (!Branch)
    return false;
  for (BasicBlock *Next : Branch->successors())
    if (Next->getSinglePredecessor()) {
      C.Blocks = {&Call, Tail, Next};
      if (tryThread(C))
        return true;
    }
  return false;
}

/// Leads the uses outside of the blocks to what comes from there or from their
/// copies.
static void repairUses(ArrayRef<BasicBlock *> Blocks, ValueToValueMapTy &Map) {
  auto Inside = [&](const Use &U) {
    auto *By = cast<Instruction>(U.getUser());
    auto *Phi = dyn_cast<PHINode>(By);
    return llvm::is_contained(Blocks,
                              Phi ? Phi->getIncomingBlock(U) : By->getParent());
  };
  for (BasicBlock *BB : Blocks)
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

/// What goes through the blocks does so with the condition being `Value`, and
/// so does what their landing pad leads to.
void InvokeThreader::know(ArrayRef<BasicBlock *> Blocks, Instruction *Condition,
                          bool Value) {
  Constant *Known = ConstantInt::getBool(Condition->getContext(), Value);
  cast<BranchInst>(Blocks.back()->getTerminator())->setCondition(Known);
  if (Condition->getParent() == Blocks.front())
    Condition->replaceAllUsesWith(Known);
  else
    replaceDominatedUsesWith(Condition, Known, DT, Blocks.front());
  ConstantFoldTerminator(Blocks.back(), /*DeleteDeadConditions=*/false,
                         /*TLI=*/nullptr, &Updater);
}

/// Makes copies of the blocks, for the ways that the condition is `Value` on.
void InvokeThreader::thread(Candidate &C, bool Value) {
  Function &F = *C.call()->getParent();
  BasicBlock *Pad =
      cast<InvokeInst>(C.call()->getTerminator())->getUnwindDest();
  ValueToValueMapTy Map;
  SmallVector<BasicBlock *, 3> Copies;
  for (BasicBlock *BB : C.Blocks) {
    Copies.push_back(CloneBasicBlock(BB, Map, "", &F));
    Map[BB] = Copies.back();
  }
  for (BasicBlock *BB : Copies)
    for (Instruction &I : *BB)
      RemapInstruction(&I, Map,
                       RF_NoModuleLevelChanges | RF_IgnoreMissingLocals);

  SmallVector<DominatorTree::UpdateType, 16> Updates;
  for (auto Each : llvm::zip(C.Blocks, Copies)) {
    BasicBlock *BB = std::get<0>(Each), *Copy = std::get<1>(Each);
    for (BasicBlock *Next : successors(Copy))
      Updates.push_back({DominatorTree::Insert, Copy, Next});
    for (BasicBlock *Next : successors(BB)) {
      if (llvm::is_contained(C.Blocks, Next))
        continue;
      for (PHINode &Phi : Next->phis()) {
        llvm::Value *Of = Phi.getIncomingValueForBlock(BB);
        llvm::Value *New = Map.lookup(Of);
        Phi.addIncoming(New ? New : Of, Copy);
      }
    }
  }
  for (BasicBlock *Pred : C.Known[Value]) {
    Pred->getTerminator()->replaceSuccessorWith(C.call(), Copies.front());
    Updates.push_back({DominatorTree::Insert, Pred, Copies.front()});
    Updates.push_back({DominatorTree::Delete, Pred, C.call()});
  }
  keepIncoming(Copies.front(), C.Known[Value], true);
  keepIncoming(C.call(), C.Known[Value], false);
  repairUses(C.Blocks, Map);
  Updater.applyUpdates(Updates);

  SmallVector<BasicBlock *, 2> Pads;
  SplitLandingPadPredecessors(Pad, {Copies.front()}, ".known", ".other", Pads,
                              &Updater);
  auto *Copied = cast_or_null<Instruction>(Map.lookup(C.Condition));
  know(Copies, Copied ? Copied : C.Condition, Value);
  if (!C.Others)
    know(C.Blocks, C.Condition, !Value);
}

PreservedAnalyses ThreadInvokesPass::run(Function &F,
                                         FunctionAnalysisManager &) {
  if (!hasLandingPads(F))
    return PreservedAnalyses::all();
  SmallVector<BasicBlock *, 16> Calls;
  for (BasicBlock &BB : F)
    if (isa<InvokeInst>(BB.getTerminator()))
      Calls.push_back(&BB);
  InvokeThreader T(F);
  bool Changed = false;
  for (BasicBlock *BB : Calls)
    Changed |= T.look(*BB);
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}
