//===- ReturnsTwice.cpp - calls that may return once more -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Intrinsics.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

bool defer::returnsTwice(const CallBase &Call) {
  return Call.hasFnAttr(Attribute::ReturnsTwice) ||
         Call.getIntrinsicID() == Intrinsic::eh_sjlj_setjmp;
}

bool defer::dropPadsOfReturnsTwice(Function &F) {
  if (!F.hasPersonalityFn())
    return false; // it has no landing pads
  SmallVector<InvokeInst *, 2> Invokes;
  for (BasicBlock &BB : F)
    if (auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator()))
      if (returnsTwice(*Invoke))
        Invokes.push_back(Invoke);
  for (InvokeInst *Invoke : Invokes) {
    Invoke->setDoesNotThrow();
    changeToCall(Invoke);
  }
  return !Invokes.empty();
}
