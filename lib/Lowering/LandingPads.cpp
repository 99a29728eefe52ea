//===- LandingPads.cpp - where an exception comes into a function ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/LandingPads.h"

#include "defer/Support/Markers.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

/// Whether it is a part of taking the exception.
static bool keepsException(const Instruction &I) {
  auto *Store = dyn_cast<StoreInst>(&I);
  return isa<LandingPadInst>(I) || isa<ExtractValueInst>(I) ||
         isa<DbgInfoIntrinsic>(I) ||
         (Store && isa<ExtractValueInst>(Store->getValueOperand()));
}

/// Where a store of the exception itself, not of its selector, goes.
static AllocaInst *exceptionSlot(Instruction &I) {
  auto *Store = dyn_cast<StoreInst>(&I);
  auto *Part =
      Store ? dyn_cast<ExtractValueInst>(Store->getValueOperand()) : nullptr;
  if (!Part || Part->getIndices().front() != 0)
    return nullptr;
  return dyn_cast<AllocaInst>(Store->getPointerOperand()->stripPointerCasts());
}

LandingPads defer::splitLandingPads(Function &F) {
  LandingPads Found;
  SmallVector<BasicBlock *, 8> Pads;
  SmallVector<InvokeInst *, 4> Runs;
  for (BasicBlock &BB : F) {
    // One that ends the program leads nowhere.
    if (BB.isLandingPad() && !isa<UnreachableInst>(BB.getTerminator()))
      Pads.push_back(&BB);
    auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator());
    const Function *Callee = Invoke ? Invoke->getCalledFunction() : nullptr;
    if (Callee && Callee->getName() == marker::Run)
      Runs.push_back(Invoke);
  }
  DenseMap<BasicBlock *, BasicBlock *> Rest;
  for (BasicBlock *Pad : Pads) {
    BasicBlock::iterator At = Pad->begin();
    for (; keepsException(*At); ++At)
      if (AllocaInst *Slot = exceptionSlot(*At))
        Found.Exception = Slot;
    Rest[Pad] = SplitBlock(Pad, &*At);
  }
  for (InvokeInst *Run : Runs) {
    IRBuilder<> B(Run);
    CallInst *Call = B.Insert(createCallMatchingInvoke(Run));
    B.CreateBr(Run->getNormalDest());
    Found.OfRun[Call] = Rest.lookup(Run->getUnwindDest());
    Run->getUnwindDest()->removePredecessor(Run->getParent());
    Run->eraseFromParent();
  }
  for (BasicBlock *Pad : Pads)
    if (pred_empty(Pad))
      DeleteDeadBlock(Pad);
  return Found;
}

/// Whether an instruction on the way only keeps what passes, or says where the
/// way goes; that is noted in `Known`.
static bool isIdle(Instruction &I, DenseMap<Value *, ConstantInt *> &Known) {
  if (keepsException(I) || isa<InsertValueInst>(I) || I.isLifetimeStartOrEnd())
    return true;
  if (auto *Load = dyn_cast<LoadInst>(&I))
    return Load->isSimple() && isa<AllocaInst>(Load->getPointerOperand());
  auto *Store = dyn_cast<StoreInst>(&I);
  if (!Store || !Store->isSimple())
    return false;
  auto *Var = dyn_cast<AllocaInst>(Store->getPointerOperand());
  auto *Number = dyn_cast<ConstantInt>(Store->getValueOperand());
  // The number of what is pending is read on this way only.
  if (!Var || !Number)
    return false;
  Known[Var] = Number;
  return true;
}

/// Follows the way of a landing pad as long as it is known and idle.
static bool onlyResumes(BasicBlock *BB) {
  DenseMap<Value *, ConstantInt *> Known;
  SmallPtrSet<BasicBlock *, 8> Seen;
  while (BB && Seen.insert(BB).second) {
    for (Instruction &I : *BB)
      if (!I.isTerminator() && !isIdle(I, Known))
        return false;
    Instruction *End = BB->getTerminator();
    if (isa<ResumeInst>(End))
      return true;
    BasicBlock *Next = nullptr;
    if (auto *Branch = dyn_cast<BranchInst>(End))
      Next = Branch->isUnconditional() ? Branch->getSuccessor(0) : nullptr;
    else if (auto *Switch = dyn_cast<SwitchInst>(End)) {
      auto *Load = dyn_cast<LoadInst>(Switch->getCondition());
      ConstantInt *Number =
          Load ? Known.lookup(Load->getPointerOperand()) : nullptr;
      if (Number)
        Next = Switch->findCaseValue(Number)->getCaseSuccessor();
    }
    BB = Next;
  }
  return false; // it is not known where it goes
}

void defer::dropIdlePads(Function &F) {
  SmallVector<InvokeInst *, 8> Idle;
  for (BasicBlock &BB : F)
    if (auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator()))
      if (onlyResumes(Invoke->getUnwindDest()))
        Idle.push_back(Invoke);
  for (InvokeInst *Invoke : Idle)
    changeToCall(Invoke);
}

static constexpr char Noted[] = "defer-landing-pads";

void defer::noteLandingPads(Function &F) {
  if (llvm::any_of(F, [](const BasicBlock &BB) { return BB.isLandingPad(); }))
    F.addFnAttr(Noted);
}

bool defer::hasLandingPads(const Function &F) {
  return F.hasFnAttribute(Noted);
}

void defer::forgetLandingPads(Function &F) { F.removeFnAttr(Noted); }
