//===- Repair.cpp - SSA form after the regions have moved -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Repair.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

/// A variable that is only ever set to constants, and that no debugger shows:
/// what is left of the number of where control was going.
static bool isLeftOver(const AllocaInst &Var) {
  return !Var.isUsedByMetadata() && !Var.use_empty() &&
         llvm::all_of(Var.users(), [&](const User *U) {
           auto *Store = dyn_cast<StoreInst>(U);
           return Store && Store->isSimple() &&
                  Store->getPointerOperand() == &Var &&
                  isa<ConstantInt>(Store->getValueOperand());
         });
}

static void dropLeftOvers(Function &F) {
  SmallVector<AllocaInst *, 4> LeftOvers;
  for (Instruction &I : F.getEntryBlock())
    if (auto *Var = dyn_cast<AllocaInst>(&I))
      if (isLeftOver(*Var))
        LeftOvers.push_back(Var);
  for (AllocaInst *Var : LeftOvers) {
    for (User *U : make_early_inc_range(Var->users()))
      cast<Instruction>(U)->eraseFromParent();
    Var->eraseFromParent();
  }
}

/// Whether it can be seen without a tree that all uses are dominated: those of
/// what stands in the entry, or before them in their own block.
static bool isWhole(Function &F) {
  const BasicBlock *Entry = &F.getEntryBlock();
  for (BasicBlock &BB : F)
    for (Instruction &I : BB)
      for (const Use &U : I.operands()) {
        auto *Def = dyn_cast<Instruction>(U);
        if (!Def)
          continue;
        bool Here = Def->getParent() == &BB && Def->comesBefore(&I);
        bool InEntry =
            Def->getParent() == Entry && &BB != Entry && !Def->isTerminator();
        if (isa<PHINode>(I) || (!Here && !InEntry))
          return false;
      }
  return true;
}

void defer::repair(Function &F) {
  dropLeftOvers(F);
  if (isWhole(F))
    return;
  DominatorTree DT(F);
  SmallVector<Instruction *, 8> Broken;
  for (Instruction &I : instructions(F))
    for (Use &U : I.uses())
      if (!DT.dominates(&I, U)) {
        Broken.push_back(&I);
        break;
      }
  for (Instruction *I : Broken)
    DemoteRegToStack(*I);
}

static constexpr unsigned MostIncoming = 256;

/// Whether a block leads to one with more predecessors than it is worth to look
/// for it among: if as many were merged, each would be looked for.
static bool leadsWithMany(const BasicBlock &BB) {
  const BasicBlock *Next = BB.getSingleSuccessor();
  auto *Phi = Next ? dyn_cast<PHINode>(&Next->front()) : nullptr;
  return Phi && Phi->getNumIncomingValues() > MostIncoming;
}

void defer::mergeBlocks(Function &F) {
  for (BasicBlock &BB : make_early_inc_range(F))
    if (!leadsWithMany(BB))
      MergeBlockIntoPredecessor(&BB);
}
