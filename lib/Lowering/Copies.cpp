//===- Copies.cpp - what a statement names and nothing changes ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Copies.h"
#include "defer/Lowering/MarkerCalls.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace defer;
using namespace llvm;

namespace {
/// What is done with a variable, by whole loads and stores only.
struct Accesses {
  SmallVector<LoadInst *, 8> Loads;
  SmallPtrSet<const Instruction *, 8> Stores;
};
} // namespace

/// False if there is more than such accesses: its address may be known.
static bool collect(Value *Address, const AllocaInst *Var, Accesses &Found) {
  for (User *U : Address->users()) {
    if (auto *Load = dyn_cast<LoadInst>(U)) {
      if (!Load->isSimple() || Load->getType() != Var->getAllocatedType())
        return false;
      Found.Loads.push_back(Load);
    } else if (auto *Store = dyn_cast<StoreInst>(U)) {
      if (!Store->isSimple() || Store->getValueOperand() == Address ||
          Store->getValueOperand()->getType() != Var->getAllocatedType())
        return false;
      Found.Stores.insert(Store);
    } else if (isa<BitCastInst>(U)) {
      if (!collect(U, Var, Found))
        return false;
    } else if (auto *II = dyn_cast<IntrinsicInst>(U)) {
      if (!II->isLifetimeStartOrEnd())
        return false;
    } else if (auto *Call = dyn_cast<CallInst>(U)) {
      // A marker says that a statement names it.
      if (!isMarker(*Call))
        return false;
    } else
      return false;
  }
  return true;
}

/// Whether it may be written after a deferral that names it, in the same
/// execution of the block that `Starts` begins: whether one of those comes
/// before the store.  All that is before the store is in the block, so this
/// looks at no more than that; and not at a large one, for there may be as many
/// variables.
static bool isWrittenAfter(const SmallPtrSetImpl<const BasicBlock *> &Deferring,
                           const Instruction *Store, const CallInst *Starts) {
  constexpr unsigned Most = 256;
  const BasicBlock *Start = Starts->getParent();
  if (Store->getParent() == Start && Starts->comesBefore(Store))
    return false;
  SmallPtrSet<const BasicBlock *, 32> Seen;
  SmallVector<const BasicBlock *, 32> Work = {Store->getParent()};
  while (!Work.empty())
    for (const BasicBlock *Before : predecessors(Work.pop_back_val())) {
      if (Deferring.count(Before))
        return true;
      if (Before == Start || !Seen.insert(Before).second)
        continue;
      if (Seen.size() == Most)
        return true; // it is not known
      Work.push_back(Before);
    }
  return false;
}

/// Whether all statements that name the variable may have copies.
static bool isUnchanged(const FunctionModel &M, unsigned Block,
                        const Accesses &A, ArrayRef<DeferralModel *> Naming) {
  SmallPtrSet<const BasicBlock *, 8> Deferring;
  for (const DeferralModel *D : Naming) {
    if (!D->isDynamic())
      return false;
    Deferring.insert(D->at());
  }
  const CallInst *Starts = M.Blocks.find(Block)->second.Call;
  const DeferralModel *Home =
      M.regionOf(const_cast<BasicBlock *>(Starts->getParent()));
  for (const Instruction *Store : A.Stores)
    // A statement that writes it is at home elsewhere.
    if (M.regionOf(const_cast<BasicBlock *>(Store->getParent())) != Home ||
        isWrittenAfter(Deferring, Store, Starts))
      return false;
  return true;
}

/// The statement reads a variable of its own, which starts as the other one is
/// where the deferral is reached.  If that is in a statement that gets a copy,
/// too, the one becomes a copy of the other: inner ones are to come first.
static void copy(DeferralModel &D, AllocaInst *Var, Accesses &A, IRTools &IR) {
  Type *T = Var->getAllocatedType();
  IRBuilder<> At(D.Mark);
  LoadInst *Now = At.CreateAlignedLoad(T, Var, Var->getAlign());
  AllocaInst *Copy = IR.variable(T, "defer.copy", D.Id);
  Copy->setAlignment(Var->getAlign());
  IRBuilder<> In(D.Entry, D.Entry->getFirstInsertionPt());
  In.SetCurrentDebugLocation(D.SiteLoc);
  In.CreateAlignedStore(Now, Copy, Var->getAlign());
  // In the statement, that is the variable to a debugger.
  compat::declareAs(Copy, Var, D.Entry->getTerminator());
  for (LoadInst *Load : A.Loads)
    if (Load->getPointerOperand()->stripPointerCasts() == Var &&
        D.Region.count(Load->getParent()))
      Load->setOperand(LoadInst::getPointerOperandIndex(), Copy);
  A.Loads.push_back(Now);
}

static unsigned depth(const DeferralModel *D) {
  unsigned Depth = 0;
  while ((D = D->Around))
    ++Depth;
  return Depth;
}

void defer::copyUnchanged(FunctionModel &M, IRTools &IR) {
  if (M.ReturnsTwice || M.F.hasOptNone())
    return;
  struct Named {
    unsigned Block = 0;
    SmallVector<DeferralModel *, 2> By;
  };
  MapVector<AllocaInst *, Named> Variables;
  for (auto &D : M.Deferrals)
    for (const NamedVariable &N : D->Names)
      if (auto *Var = dyn_cast<AllocaInst>(N.Address)) {
        Named &Known = Variables[Var];
        Known.Block = std::max(Known.Block, N.Block);
        Known.By.push_back(D.get());
      }
  for (auto &Each : Variables) {
    AllocaInst *Var = Each.first;
    Named &N = Each.second;
    Accesses A;
    if (!N.Block || !M.Blocks.count(N.Block) ||
        !Var->getAllocatedType()->isSingleValueType() ||
        !collect(Var, Var, A) || !isUnchanged(M, N.Block, A, N.By))
      continue;
    llvm::sort(N.By, [](const DeferralModel *A, const DeferralModel *B) {
      unsigned InA = depth(A), InB = depth(B);
      return InA != InB ? InA > InB : A->Id < B->Id;
    });
    for (DeferralModel *D : N.By) {
      copy(*D, Var, A, IR);
      llvm::erase_if(D->Names, [Var](const NamedVariable &Other) {
        return Other.Address == Var;
      });
    }
  }
}
