//===- RuntimeFunctions.cpp - the runtime's functions in a module ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Records.h"

#include "llvm/IR/Constants.h"

using namespace defer;
using namespace llvm;

FunctionCallee RuntimeFunctions::declare(const char *Name, Type *Result,
                                         ArrayRef<Type *> Params) {
  FunctionCallee Callee =
      M.getOrInsertFunction(Name, FunctionType::get(Result, Params, false));
  // The program may have a declaration of its own.
  // None keeps the address of what it is given first: a frame is the body's
  // own, and no other call changes it.
  if (auto *F = dyn_cast<Function>(Callee.getCallee())) {
    F->setDoesNotThrow();
    F->addParamAttr(0, compat::noCapture(M.getContext()));
  }
  return Callee;
}

RuntimeFunctions::RuntimeFunctions(Function &F) : M(*F.getParent()) {
  LLVMContext &C = M.getContext();
  PointerType *Ptr = compat::plainPointer(C);
  Type *Size = M.getDataLayout().getIntPtrType(C);
  DeferProc = declare("__deferproc", Ptr, {Ptr, Size, Type::getInt32Ty(C)});
  DeferReturn = declare("__deferreturn", Ptr, {Ptr, Ptr});
  DeferBlock = declare("__deferblock", Ptr, {Ptr, Size, Size});
  if (F.hasFnAttribute(Attribute::SanitizeMemory))
    Unpoison = declare("__msan_unpoison", Type::getVoidTy(C), {Ptr, Size});
}

FunctionCallee RuntimeFunctions::deferDrop() {
  PointerType *Ptr = compat::plainPointer(M.getContext());
  return declare("__deferdrop", Type::getVoidTy(M.getContext()), {Ptr, Ptr});
}

FunctionCallee RuntimeFunctions::deferMark() {
  PointerType *Ptr = compat::plainPointer(M.getContext());
  return declare("__defermark", Ptr, {Ptr});
}

CallInst *RuntimeFunctions::call(IRBuilderBase &B, FunctionCallee Callee,
                                 ArrayRef<Value *> Args) const {
  CallInst *Call = B.CreateCall(Callee, Args);
  // To MemorySanitizer, the result of what it has not seen is what the last
  // function left that it has.
  Call->setMetadata("nosanitize",
                    MDNode::get(B.getContext(), ArrayRef<Metadata *>()));
  return Call;
}

void RuntimeFunctions::initialised(IRBuilderBase &B, Value *P, Value *Size) {
  if (Unpoison)
    B.CreateCall(Unpoison, {P, Size});
}
