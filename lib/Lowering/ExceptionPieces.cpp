//===- ExceptionPieces.cpp - what passes, kept in short pieces ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/ExceptionPieces.h"

#include "defer/Lowering/EmptyAsm.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"

using namespace defer;
using namespace llvm;

namespace {

class Breaker {
public:
  Breaker(Function &F, StringRef Register) : F(F), Register(Register) {}

  void run();

private:
  void findForms();
  void separate();
  void breakForm(Instruction &V);
  Value *piece(IRBuilderBase &B, Value *Of);
  void dropUnused();

  Function &F;
  StringRef Register;
  SmallVector<Instruction *, 16> Forms; ///< of the exception, that are pointers
  SmallVector<AllocaInst *, 16> Slots;
  SmallVector<WeakTrackingVH, 32> Pieces;
};

} // namespace

/// All that reaches where unwinding goes on.
void Breaker::findForms() {
  SmallSetVector<Value *, 16> All;
  for (BasicBlock &BB : F)
    if (auto *Resume = dyn_cast<ResumeInst>(BB.getTerminator()))
      All.insert(Resume->getValue());
  for (unsigned I = 0; I != All.size(); ++I) {
    auto *Form = dyn_cast<Instruction>(All[I]);
    if (Form && (isa<PHINode>(Form) || isa<InsertValueInst>(Form) ||
                 isa<ExtractValueInst>(Form)))
      All.insert(Form->op_begin(), Form->op_end());
  }
  Forms.clear();
  for (Value *V : All)
    if (auto *Form = dyn_cast<Instruction>(V))
      if (Form->getType()->isPointerTy() && !Form->isTerminator())
        Forms.push_back(Form);
}

/// The blocks at whose start `V` is needed yet.
static SmallSetVector<BasicBlock *, 16> blocksAlive(const Instruction &V) {
  SmallSetVector<BasicBlock *, 16> Alive;
  SmallVector<BasicBlock *, 16> Work;
  for (const Use &U : V.uses()) {
    auto *By = cast<Instruction>(U.getUser());
    auto *Phi = dyn_cast<PHINode>(By);
    BasicBlock *At = Phi ? Phi->getIncomingBlock(U) : By->getParent();
    // A phi of the same block is the next round's.
    if (At != V.getParent())
      Work.push_back(At);
  }
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    if (BB != V.getParent() && Alive.insert(BB))
      Work.append(pred_begin(BB), pred_end(BB));
  }
  return Alive;
}

/// Whether `From` leads to `To` by one of several ways that can have a block.
static bool isSplittable(const BasicBlock &From, const BasicBlock &To) {
  const Instruction *End = From.getTerminator();
  return (isa<BranchInst>(End) || isa<SwitchInst>(End) ||
          isa<InvokeInst>(End)) &&
         !From.getSingleSuccessor() && llvm::count(successors(&From), &To) == 1;
}

/// Where two ways meet and the exception is needed, each gets a block of its
/// own first: behind a call, a landing pad, and what leads to a phi.
void Breaker::separate() {
  SmallSetVector<BasicBlock *, 8> Behind, Pads;
  for (Instruction *V : Forms) {
    for (BasicBlock *BB : blocksAlive(*V))
      if (!BB->getSinglePredecessor())
        (BB->isLandingPad() ? Pads : Behind).insert(BB);
    if (isa<PHINode>(V))
      Behind.insert(V->getParent());
  }
  for (BasicBlock *BB : Behind) {
    SmallVector<BasicBlock *, 8> Preds(predecessors(BB));
    for (BasicBlock *Pred : Preds)
      if (isSplittable(*Pred, *BB))
        SplitEdge(Pred, BB);
  }
  for (BasicBlock *Pad : Pads)
    while (!Pad->getSinglePredecessor()) {
      SmallVector<BasicBlock *, 2> New;
      SplitLandingPadPredecessors(Pad, {*pred_begin(Pad)}, ".own", ".rest",
                                  New);
      Pad = New[1];
    }
}

Value *Breaker::piece(IRBuilderBase &B, Value *Of) {
  Value *New = takenBy(B, Register, Of);
  Pieces.push_back(New);
  return New;
}

void Breaker::breakForm(Instruction &V) {
  SmallVector<Use *, 8> Uses;
  for (Use &U : V.uses())
    Uses.push_back(&U);
  auto Alive = blocksAlive(V);
  Type *T = V.getType();
  BasicBlock &Entry = F.getEntryBlock();
  AllocaInst *Slot =
      IRBuilder<>(&Entry, Entry.begin()).CreateAlloca(T, nullptr, "passing");
  Slots.push_back(Slot);
  {
    IRBuilder<> B(V.getParent(), isa<PHINode>(V)
                                     ? V.getParent()->getFirstInsertionPt()
                                     : std::next(V.getIterator()));
    B.SetCurrentDebugLocation(V.getDebugLoc());
    B.CreateStore(isa<PHINode>(V) ? &V : piece(B, &V), Slot);
  }
  for (BasicBlock *BB : Alive) {
    const BasicBlock *Pred = BB->getSinglePredecessor();
    if (!Pred || !isa<InvokeInst>(Pred->getTerminator()))
      continue;
    IRBuilder<> B(&*BB->getFirstInsertionPt());
    B.CreateStore(piece(B, B.CreateLoad(T, Slot)), Slot);
  }
  // A block may lead to a phi twice, with one value.
  SmallDenseMap<std::pair<PHINode *, BasicBlock *>, Value *> Led;
  for (Use *U : Uses) {
    auto *By = cast<Instruction>(U->getUser());
    auto *Phi = dyn_cast<PHINode>(By);
    if (!Phi) {
      U->set(IRBuilder<>(By).CreateLoad(T, Slot));
      continue;
    }
    BasicBlock *From = Phi->getIncomingBlock(*U);
    Value *&To = Led[{Phi, From}];
    if (!To) {
      IRBuilder<> B(From->getTerminator());
      To = piece(B, B.CreateLoad(T, Slot));
    }
    U->set(To);
  }
}

void Breaker::dropUnused() {
  for (const WeakTrackingVH &Piece : Pieces)
    if (Piece)
      RecursivelyDeleteTriviallyDeadInstructions(Piece);
}

void Breaker::run() {
  findForms();
  if (Forms.empty())
    return; // no landing pad is left that runs anything
  separate();
  findForms();
  for (Instruction *V : Forms)
    breakForm(*V);
  DominatorTree DT(F);
  PromoteMemToReg(Slots, DT);
  dropUnused();
}

void defer::breakException(Function &F, StringRef Register) {
  Breaker(F, Register).run();
}
