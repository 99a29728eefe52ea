//===- LLVMCompat.h - differences between LLVM versions ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What differs between LLVM 14 and 22 in the interfaces the lowering uses.
// Each entry names the upstream change it follows; an entry whose old side is
// below the oldest supported version can go.  What differs in Clang's
// interfaces is in the second half, under DEFER_WITH_CLANG.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_LLVMCOMPAT_H
#define DEFER_SUPPORT_LLVMCOMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

static_assert(LLVM_VERSION_MAJOR >= 14 && LLVM_VERSION_MAJOR <= 22,
              "supported are LLVM 14 to 22");

namespace defer {
namespace compat {

/// Pointers lost their element type in 15 (opaque pointers on by default);
/// the ways to name a plain pointer that take one went after that.
inline llvm::PointerType *plainPointer(llvm::LLVMContext &C) {
#if LLVM_VERSION_MAJOR >= 15
  return llvm::PointerType::get(C, 0);
#else
  return llvm::Type::getInt8PtrTy(C);
#endif
}

/// A pointer as an operand of a load or store of a `T`.
inline llvm::Value *pointerTo(llvm::IRBuilderBase &B, llvm::Value *P,
                              llvm::Type *T) {
#if LLVM_VERSION_MAJOR >= 15
  (void)B, (void)T;
  return P;
#else
  return B.CreateBitCast(P, T->getPointerTo());
#endif
}

/// Lifetime markers lost their size argument in 22 (upstream #150248).
inline llvm::Value *lifetimeObject(const llvm::IntrinsicInst &I) {
#if LLVM_VERSION_MAJOR >= 22
  return I.getArgOperand(0)->stripPointerCasts();
#else
  return I.getArgOperand(1)->stripPointerCasts();
#endif
}

/// Instruction::insertBefore and the IRBuilder take iterators from 18 on, and
/// the pointer forms went in 21.
inline llvm::IRBuilder<> builderBefore(llvm::Instruction *I) {
  return llvm::IRBuilder<>(I->getParent(), I->getIterator());
}

/// Instruction::moveBefore(Instruction *) went in 21.
inline void moveBefore(llvm::Instruction &I, llvm::Instruction &Pos) {
#if LLVM_VERSION_MAJOR >= 18
  I.moveBefore(*Pos.getParent(), Pos.getIterator());
#else
  I.moveBefore(&Pos);
#endif
}

/// The first place after PHIs where an instruction can stand; an iterator from
/// 18 on.
inline llvm::Instruction *firstInsertionPoint(llvm::BasicBlock &BB) {
  return &*BB.getFirstInsertionPt();
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_LLVMCOMPAT_H
