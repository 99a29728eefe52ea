//===- KeptNumbers.cpp - numbers that are arguments and results -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/KeptNumbers.h"

#include "defer/Lowering/EmptyAsm.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"

using namespace defer;
using namespace llvm;

/// How far it is looked ahead for a use.
static constexpr unsigned MostBlocksOn = 8;

static bool isArgument(const InvokeInst &Call, const ConstantInt &Number) {
  return llvm::any_of(Call.args(), [&](const Value *Arg) {
    auto *Same = dyn_cast<ConstantInt>(Arg);
    return Same && APInt::isSameValue(Same->getValue(), Number.getValue());
  });
}

/// The block that is next on a way that does not go `Off`, if it is the only
/// one, and only this way leads there.
static BasicBlock *nextOf(BasicBlock &BB, const BasicBlock &Off) {
  BasicBlock *Next = nullptr;
  for (BasicBlock *On : successors(&BB)) {
    if (On == &Off || On->isEHPad())
      continue;
    if (Next)
      return nullptr;
    Next = On;
  }
  return Next && Next->getSinglePredecessor() ? Next : nullptr;
}

/// Computes a choice between a number and the one behind it from `Kept`, which
/// is the number.
static void addInstead(SelectInst &Choice, Instruction &Kept, const APInt &Is) {
  auto *If = dyn_cast<ConstantInt>(Choice.getTrueValue()),
       *Else = dyn_cast<ConstantInt>(Choice.getFalseValue());
  if (!If || !Else || If->getType() != Else->getType() || !isWord(*If))
    return; // none of two numbers in registers
  APInt N = Is.zextOrTrunc(If->getBitWidth());
  bool MoreIf = If->getValue() == N + 1 && Else->getValue() == N;
  if (!MoreIf && !(If->getValue() == N && Else->getValue() == N + 1))
    return; // of others
  IRBuilder<> B(&Choice);
  Value *Test = Choice.getCondition();
  Value *More = B.CreateZExt(MoreIf ? Test : B.CreateNot(Test), If->getType());
  Value *Sum = B.CreateAdd(B.CreateZExtOrTrunc(&Kept, If->getType()), More);
  Sum->takeName(&Choice);
  Choice.replaceAllUsesWith(Sum);
  Choice.eraseFromParent();
}

void defer::keepNumbersBefore(InvokeInst &Call, bool IsAArch64) {
  BasicBlock *Next = Call.getNormalDest();
  if (!Next->getSinglePredecessor() ||
      Next->getTerminator()->getNumSuccessors() < 2)
    return; // no way needs a block for it
  SmallVector<std::pair<ConstantInt *, Instruction *>, 2> All;
  for (BasicBlock *On : successors(Next))
    for (PHINode &Phi : On->phis()) {
      auto *Number = dyn_cast<ConstantInt>(Phi.getIncomingValueForBlock(Next));
      if (!Number || !isWord(*Number) || !isArgument(Call, *Number) ||
          (IsAArch64 && Number->isZero())) // that is in a register of its own
        continue;
      auto Of = llvm::find_if(
          All, [&](const auto &Each) { return Each.first == Number; });
      if (Of == All.end()) {
        IRBuilder<> B(&Call);
        All.push_back({Number, emptyAsm(B, Number->getType(), Number, "=r,0",
                                        /*Stays=*/true)});
        Of = &All.back();
        BasicBlock *BB = IsAArch64 ? Next : nullptr;
        for (unsigned Steps = 0; BB && Steps != MostBlocksOn; ++Steps) {
          for (Instruction &I : llvm::make_early_inc_range(*BB))
            if (auto *Choice = dyn_cast<SelectInst>(&I))
              addInstead(*Choice, *Of->second, Number->getValue());
          BB = nextOf(*BB, *On);
        }
      }
      Phi.setIncomingValueForBlock(Next, Of->second);
    }
}
