//===- IRTools.h - small things the lowering's parts share ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_IRTOOLS_H
#define DEFER_LOWERING_IRTOOLS_H

#include "defer/Support/LLVMCompat.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Module.h"

namespace defer {

/// Types and variables for the code the lowering adds to one function.
class IRTools {
public:
  IRTools(llvm::Function &F, bool Volatile)
      : F(F), DL(F.getParent()->getDataLayout()), C(F.getContext()),
        PtrTy(compat::plainPointer(C)), Int1Ty(llvm::Type::getInt1Ty(C)),
        Int8Ty(llvm::Type::getInt8Ty(C)), Int32Ty(llvm::Type::getInt32Ty(C)),
        SizeTy(DL.getIntPtrType(C)), Volatile(Volatile) {}

  /// A variable of the function's frame; its address as a plain pointer.
  /// `For` is the number of the deferral that it serves alone, or 0.
  llvm::AllocaInst *variable(llvm::Type *T, const char *Name,
                             unsigned For = 0) {
    llvm::IRBuilder<> B(&F.getEntryBlock(), F.getEntryBlock().begin());
    llvm::AllocaInst *Var = B.CreateAlloca(T, nullptr, Name);
    if (For)
      Own[For] += DL.getTypeAllocSize(T);
    return Var;
  }
  /// How many bytes variables of its own have, as long as they are in memory.
  uint64_t sizeFor(unsigned Deferral) const { return Own.lookup(Deferral); }
  llvm::AllocaInst *storage(uint64_t Size, llvm::Align Align,
                            const char *Name) {
    llvm::AllocaInst *A = variable(llvm::ArrayType::get(Int8Ty, Size), Name);
    A->setAlignment(Align);
    return A;
  }

  /// Loads and stores of the lowering's own variables, and below of records
  /// and their frame.  In a function that may be returned to twice they are
  /// volatile: unlike the program's own variables, these must have their last
  /// value then.
  llvm::Value *load(llvm::IRBuilderBase &B, llvm::Type *T,
                    llvm::AllocaInst *Var) const {
    return B.CreateLoad(T, Var, Volatile);
  }
  void store(llvm::IRBuilderBase &B, llvm::Value *V,
             llvm::AllocaInst *Var) const {
    B.CreateStore(V, Var, Volatile);
  }

  /// The number of a way.  In a function that may be returned to twice LLVM
  /// must not know it: it would take for it the condition that has led there,
  /// of before the first return, whose register is not kept until the second.
  llvm::Value *wayNumber(llvm::IRBuilderBase &B, unsigned N) {
    if (!Volatile)
      return B.getInt32(N);
    llvm::AllocaInst *Var = variable(Int32Ty, "defer.way");
    store(B, B.getInt32(N), Var);
    return load(B, Int32Ty, Var);
  }

  /// Loads and stores at an offset in memory that is aligned as pointers are.
  llvm::Value *loadAt(llvm::IRBuilderBase &B, llvm::Type *T, llvm::Value *Base,
                      uint64_t Offset) const {
    return B.CreateAlignedLoad(T, addressAt(B, T, Base, Offset), pointerAlign(),
                               Volatile);
  }
  llvm::StoreInst *storeAt(llvm::IRBuilderBase &B, llvm::Value *V,
                           llvm::Value *Base, uint64_t Offset) const {
    return B.CreateAlignedStore(V, addressAt(B, V->getType(), Base, Offset),
                                pointerAlign(), Volatile);
  }
  llvm::Value *addressAt(llvm::IRBuilderBase &B, llvm::Type *T,
                         llvm::Value *Base, uint64_t Offset) const {
    if (Offset)
      Base = B.CreateConstInBoundsGEP1_64(Int8Ty, Base, Offset);
    return compat::pointerTo(B, Base, T);
  }
  llvm::Value *plain(llvm::IRBuilderBase &B, llvm::Value *P) const {
    return B.CreateBitCast(P, PtrTy);
  }

  /// A function of the runtime or the unwinder, which throws nothing itself.
  llvm::FunctionCallee runtime(const char *Name, llvm::Type *Result,
                               llvm::ArrayRef<llvm::Type *> Params) const {
    llvm::FunctionCallee Callee = F.getParent()->getOrInsertFunction(
        Name, llvm::FunctionType::get(Result, Params, false));
    // The program may have a declaration of its own.
    if (auto *Known = llvm::dyn_cast<llvm::Function>(Callee.getCallee()))
      Known->setDoesNotThrow();
    return Callee;
  }

  uint64_t pointerSize() const { return DL.getPointerSize(); }
  llvm::Align pointerAlign() const { return DL.getPointerABIAlignment(0); }

  llvm::Function &F;
  const llvm::DataLayout &DL;
  llvm::LLVMContext &C;
  llvm::PointerType *PtrTy;
  llvm::Type *Int1Ty, *Int8Ty, *Int32Ty;
  llvm::IntegerType *SizeTy;
  const bool Volatile;
  /// Clang's variable for the exception that passes, or null.
  llvm::AllocaInst *Exception = nullptr;
  /// Nothing but panics passes, and no unwinder is there.
  bool Chain = false;

private:
  llvm::DenseMap<unsigned, uint64_t> Own;
};

} // namespace defer

#endif // DEFER_LOWERING_IRTOOLS_H
