//===- EmptyAsm.h - an `asm` of which no instruction comes ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_EMPTYASM_H
#define DEFER_LOWERING_EMPTYASM_H

#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InlineAsm.h"

namespace defer {

/// Whether a register holds it.
inline bool isWord(const llvm::Value &V) {
  llvm::Type *T = V.getType();
  return T->isPointerTy() || T->isIntegerTy(32) || T->isIntegerTy(64);
}

/// One without a result stays where it is, as one that `Stays`; another goes
/// where nothing uses the result.
inline llvm::CallInst *emptyAsm(llvm::IRBuilderBase &B, llvm::Type *Result,
                                llvm::ArrayRef<llvm::Value *> Args,
                                llvm::StringRef Constraints,
                                bool Stays = false) {
  llvm::SmallVector<llvm::Type *, 1> Types;
  for (llvm::Value *Arg : Args)
    Types.push_back(Arg->getType());
  auto *T = llvm::FunctionType::get(Result, Types, /*isVarArg=*/false);
  llvm::CallInst *Call = B.CreateCall(
      T,
      llvm::InlineAsm::get(T, "", Constraints.str(),
                           /*hasSideEffects=*/Stays || Result->isVoidTy()),
      Args);
  Call->setDoesNotThrow();
  return Call;
}

/// `V`, taken by the register of that name.
inline llvm::CallInst *takenBy(llvm::IRBuilderBase &B, llvm::StringRef Register,
                               llvm::Value *V) {
  return emptyAsm(B, V->getType(), V, ("={" + Register + "},0").str());
}

} // namespace defer

#endif // DEFER_LOWERING_EMPTYASM_H
