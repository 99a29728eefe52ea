//===- TailCalls.cpp - `musttail` where nothing is pending ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/TailCalls.h"

#include "defer/Lowering/FunctionModel.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/LLVMContext.h"

using namespace defer;
using namespace llvm;

/// The block that goes from a tail marker's statement to an exit.
static BasicBlock *leavingBlock(CallInst *Marker,
                                const SmallPtrSetImpl<BasicBlock *> &Exits) {
  SmallVector<BasicBlock *, 8> Work{Marker->getParent()};
  SmallPtrSet<BasicBlock *, 8> Seen;
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    if (!Seen.insert(BB).second)
      continue;
    for (BasicBlock *Next : successors(BB)) {
      if (Exits.count(Next))
        return BB;
      Work.push_back(Next);
    }
  }
  return nullptr;
}

static CallInst *lastCall(BasicBlock *BB) {
  for (Instruction &I : llvm::reverse(*BB))
    if (auto *Call = dyn_cast<CallInst>(&I))
      if (!isa<IntrinsicInst>(Call))
        return Call;
  return nullptr;
}

void defer::lowerTailCalls(FunctionModel &M) {
  for (auto &Body : M.Bodies) {
    SmallPtrSet<BasicBlock *, 4> Exits;
    for (ExitModel &E : Body->Exits)
      Exits.insert(E.Call->getParent());
    for (CallInst *Marker : Body->Tails) {
      // Its call does not return, so there is nothing to leave by.
      BasicBlock *BB = leavingBlock(Marker, Exits);
      if (!BB)
        continue;
      CallInst *Call = lastCall(BB);
      Type *T = M.F.getReturnType();
      if (!Call || Call == Marker || Call->getType() != T) {
        M.F.getContext().diagnose(DiagnosticInfoUnsupported(
            M.F, "this 'musttail' call in a function with deferrals",
            Marker->getDebugLoc()));
        continue;
      }
      for (BasicBlock *Next : successors(BB))
        Next->removePredecessor(BB);
      while (&BB->back() != Call)
        BB->back().eraseFromParent();
      Call->setTailCallKind(CallInst::TCK_MustTail);
      auto *Ret = ReturnInst::Create(M.F.getContext(),
                                     T->isVoidTy() ? nullptr : Call, BB);
      Ret->setDebugLoc(Call->getDebugLoc());
    }
  }
}
