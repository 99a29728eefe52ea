//===- Repair.cpp - SSA form after the regions have moved -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Repair.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

void defer::repair(Function &F) {
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
  for (BasicBlock &BB : make_early_inc_range(F))
    MergeBlockIntoPredecessor(&BB);
}
