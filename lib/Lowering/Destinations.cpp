//===- Destinations.cpp - the numbers of where control is going -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Destinations.h"

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"
#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace defer;
using namespace llvm;

/// Whether a variable can be that number: constants in, switches out.
static bool isDestination(const AllocaInst *Var) {
  return llvm::all_of(Var->users(), [&](const User *U) {
    if (auto *Store = dyn_cast<StoreInst>(U))
      return Store->isSimple() && Store->getPointerOperand() == Var &&
             isa<ConstantInt>(Store->getValueOperand());
    auto *Load = dyn_cast<LoadInst>(U);
    return Load && Load->isSimple() &&
           llvm::all_of(Load->users(),
                        [](const User *V) { return isa<SwitchInst>(V); });
  });
}

/// The variable that the switch at the end of a block leads on by, or null.
static AllocaInst *destinationOf(const BasicBlock &BB) {
  auto *Switch = dyn_cast<SwitchInst>(BB.getTerminator());
  auto *Load = Switch ? dyn_cast<LoadInst>(Switch->getCondition()) : nullptr;
  return Load && Load->getParent() == &BB
             ? dyn_cast<AllocaInst>(Load->getPointerOperand())
             : nullptr;
}

/// Whether control goes into a deferred statement by this edge.  It does so
/// from the function's exits, where the number is another one.
static bool entersStatement(const BasicBlock *From, const BasicBlock *To) {
  auto *Branch = dyn_cast<BranchInst>(From->getTerminator());
  if (!Branch || !Branch->isConditional() || Branch->getSuccessor(0) != To)
    return false;
  auto *Call = dyn_cast<CallInst>(Branch->getCondition());
  const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && marker::isDeferral(Callee->getName());
}

namespace {

/// The numbers a destination can have at a point.
struct Numbers {
  static constexpr unsigned Most = 32;
  bool Any = false;
  SmallPtrSet<const ConstantInt *, 4> Set;

  /// Returns whether there is one more.
  bool add(const Numbers &Other) {
    if (Any)
      return false;
    size_t Before = Set.size();
    Set.insert(Other.Set.begin(), Other.Set.end());
    if (Other.Any || Set.size() > Most) {
      Any = true;
      Set.clear();
    }
    return Any || Set.size() != Before;
  }
};

/// A forward data flow of the numbers of one destination, only along edges
/// that one of them can take.
class DestinationFlow {
public:
  DestinationFlow(Function &F, const AllocaInst *Var) : Var(Var) {
    Numbers Any;
    Any.Any = true;
    reach(&F.getEntryBlock(), Any);
    while (!Work.empty()) {
      BasicBlock *BB = Work.pop_back_val();
      Waiting.erase(BB);
      visit(BB);
    }
  }

  /// Of code that is not reached, it says nothing: that it may.
  bool takesDefault(const BasicBlock *BB) const {
    return !In.count(BB) || Defaults.count(BB);
  }

private:
  void reach(BasicBlock *BB, const Numbers &N) {
    bool New = In.find(BB) == In.end();
    if ((In[BB].add(N) || New) && Waiting.insert(BB).second)
      Work.push_back(BB);
  }

  void visit(BasicBlock *BB) {
    Numbers Here = In[BB];
    for (Instruction &I : *BB) {
      if (auto *Store = dyn_cast<StoreInst>(&I)) {
        if (Store->getPointerOperand() != Var)
          continue;
        Here = Numbers();
        Here.Set.insert(cast<ConstantInt>(Store->getValueOperand()));
      } else if (auto *Call = dyn_cast<CallInst>(&I)) {
        // What was stored after it may be there when it returns once more.
        if (returnsTwice(*Call))
          Here.Any = true;
      }
    }
    if (destinationOf(*BB) != Var) {
      Numbers Any;
      Any.Any = true;
      for (BasicBlock *Next : successors(BB))
        reach(Next, entersStatement(BB, Next) ? Any : Here);
      return;
    }
    auto *Switch = cast<SwitchInst>(BB->getTerminator());
    Numbers Rest = Here;
    for (auto &Case : Switch->cases()) {
      Rest.Set.erase(Case.getCaseValue());
      if (!Here.Any && !Here.Set.count(Case.getCaseValue()))
        continue;
      Numbers Only;
      Only.Set.insert(Case.getCaseValue());
      reach(Case.getCaseSuccessor(), Only);
    }
    if (!Rest.Any && Rest.Set.empty())
      return;
    Defaults.insert(BB);
    reach(Switch->getDefaultDest(), Rest);
  }

  const AllocaInst *Var;
  DenseMap<const BasicBlock *, Numbers> In;
  SmallVector<BasicBlock *, 16> Work;
  SmallPtrSet<const BasicBlock *, 16> Waiting;
  SmallPtrSet<const BasicBlock *, 16> Defaults;
};

} // namespace

void defer::cutImpossibleDestinations(Function &F) {
  MapVector<AllocaInst *, SmallVector<BasicBlock *, 8>> Switches;
  for (BasicBlock &BB : F)
    if (AllocaInst *Var = destinationOf(BB))
      if (!isa<UnreachableInst>(
              cast<SwitchInst>(BB.getTerminator())->getDefaultDest()->front()))
        Switches[Var].push_back(&BB);
  bool Cut = false;
  for (auto &Entry : Switches) {
    if (!isDestination(Entry.first))
      continue; // a variable of the program's
    DestinationFlow Flow(F, Entry.first);
    for (BasicBlock *BB : Entry.second) {
      if (Flow.takesDefault(BB))
        continue;
      auto *Nowhere = BasicBlock::Create(F.getContext(), "nowhere", &F);
      new UnreachableInst(F.getContext(), Nowhere);
      auto *Switch = cast<SwitchInst>(BB->getTerminator());
      Switch->getDefaultDest()->removePredecessor(BB);
      Switch->setDefaultDest(Nowhere);
      Cut = true;
    }
  }
  // What nothing enters now would still lead into what it led into.
  if (Cut)
    EliminateUnreachableBlocks(F);
}

void defer::privatizeDestinations(FunctionModel &M, IRTools &IR) {
  DenseMap<AllocaInst *, bool> Known;
  auto IsDestination = [&](AllocaInst *Var) {
    auto Found = Known.find(Var);
    if (Found == Known.end())
      Found = Known.insert({Var, isDestination(Var)}).first;
    return Found->second;
  };
  for (auto &D : M.Deferrals) {
    MapVector<AllocaInst *, SmallVector<Use *, 8>> Inside;
    for (BasicBlock *BB : D->Region)
      for (Instruction &I : *BB)
        for (Use &U : I.operands())
          if (auto *Var = dyn_cast<AllocaInst>(U.get()))
            if (Var->isStaticAlloca() && !D->Region.count(Var->getParent()) &&
                IsDestination(Var))
              Inside[Var].push_back(&U);
    for (NamedVariable &N : D->Names)
      if (auto *Var = dyn_cast<AllocaInst>(N.Address))
        Inside.erase(Var);
    for (auto &Entry : Inside) {
      AllocaInst *Var = Entry.first;
      if (!Var->hasNUsesOrMore(Entry.second.size() + 1))
        continue; // the statement's own
      AllocaInst *Own = IR.variable(Var->getAllocatedType(), "defer.private");
      Own->setAlignment(Var->getAlign());
      Known[Own] = true;
      for (Use *U : Entry.second)
        U->set(Own);
    }
  }
}

/// Where a block leads that does nothing; itself, if it does something.
static BasicBlock *behindIdle(BasicBlock *BB) {
  for (unsigned Steps = 0; Steps != 8; ++Steps) {
    auto *Branch = dyn_cast<BranchInst>(BB->getFirstNonPHIOrDbg());
    if (!Branch || Branch->isConditional() || isa<PHINode>(BB->front()))
      break;
    BB = Branch->getSuccessor(0);
  }
  return BB;
}

void defer::foldDestinations(Function &F) {
  SmallSetVector<AllocaInst *, 4> Folded;
  for (BasicBlock &BB : F) {
    AllocaInst *Var = destinationOf(BB);
    if (!Var || !isDestination(Var))
      continue;
    auto *Switch = cast<SwitchInst>(BB.getTerminator());
    BasicBlock *To = nullptr;
    bool Same = true;
    for (BasicBlock *Next : successors(&BB)) {
      if (isa<UnreachableInst>(Next->front()))
        continue;
      BasicBlock *End = behindIdle(Next);
      Same &= (!To || To == End) && !isa<PHINode>(End->front());
      To = End;
    }
    if (!To || !Same)
      continue;
    auto *Load = cast<LoadInst>(Switch->getCondition());
    for (BasicBlock *Next : successors(&BB))
      Next->removePredecessor(&BB);
    IRBuilder<> B(Switch);
    B.CreateBr(To);
    Switch->eraseFromParent();
    if (Load->use_empty())
      Load->eraseFromParent();
    Folded.insert(Var);
  }
  for (AllocaInst *Var : Folded) {
    if (llvm::any_of(Var->users(),
                     [](const User *U) { return isa<LoadInst>(U); }))
      continue;
    for (User *U : make_early_inc_range(Var->users()))
      cast<Instruction>(U)->eraseFromParent();
    Var->eraseFromParent();
  }
  if (!Folded.empty())
    EliminateUnreachableBlocks(F);
}
