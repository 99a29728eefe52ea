//===- InFlight.cpp - the exception that a statement runs for -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/InFlight.h"

#include "defer/Support/LLVMCompat.h"

#include "llvm/IR/Module.h"

using namespace defer;
using namespace llvm;

/// The class of an exception is its vendor and its language, each in four
/// characters (Itanium C++ ABI, 2.2.1); the last one of C++'s says whether it
/// is one of std::exception_ptr.
static constexpr uint64_t LanguageBits = 0xffffff00, LanguageOfCxx = 0x432b2b00;

/// Null at run time if nothing that is linked has it.
static FunctionCallee weak(FunctionCallee Callee) {
  auto *F = dyn_cast<Function>(Callee.getCallee());
  if (F && F->isDeclaration())
    F->setLinkage(GlobalValue::ExternalWeakLinkage);
  return Callee;
}

/// exception *__defer_replaced(exception *old, exception *by), which returns
/// `by`, so that nothing else need be kept across its call.  It is made in each
/// module, for a static deferral is to need no library but the unwinder's.  The
/// exception of a thread that ends is the C library's to keep, and has no
/// class; the runtime, if it is there, may have to go on with it.  One of C++
/// may have been thrown again by a handler, which has it still: it is caught,
/// as by a `catch (...)` with nothing in it, by the library of C++, if that is
/// there.
static FunctionCallee replacedFunction(IRTools &IR) {
  Module &M = *IR.F.getParent();
  if (IR.Chain)
    return IR.runtime("__defer_given_up", IR.PtrTy, {IR.PtrTy, IR.PtrTy});
  const char *Name = "__defer_replaced";
  if (Function *F = M.getFunction(Name))
    return F;
  Type *Void = Type::getVoidTy(IR.C);
  Function *F =
      Function::Create(FunctionType::get(IR.PtrTy, {IR.PtrTy, IR.PtrTy}, false),
                       GlobalValue::LinkOnceODRLinkage, Name, &M);
  F->setVisibility(GlobalValue::HiddenVisibility);
  F->setDoesNotThrow();
  F->addFnAttr(Attribute::Cold);
  F->addFnAttr(Attribute::NoInline);
  if (Triple(M.getTargetTriple()).supportsCOMDAT())
    F->setComdat(M.getOrInsertComdat(Name));
  auto *Entry = BasicBlock::Create(IR.C, "entry", F);
  auto *Any = BasicBlock::Create(IR.C, "any", F);
  auto *Other = BasicBlock::Create(IR.C, "other", F);
  auto *Caught = BasicBlock::Create(IR.C, "caught", F);
  auto *Catch = BasicBlock::Create(IR.C, "catch", F);
  auto *Delete = BasicBlock::Create(IR.C, "delete", F);
  auto *Ends = BasicBlock::Create(IR.C, "ends", F);
  auto *Tell = BasicBlock::Create(IR.C, "tell", F);
  auto *Done = BasicBlock::Create(IR.C, "done", F);
  Value *Exception = F->getArg(0);
  IRBuilder<> B(Entry);
  B.CreateCondBr(B.CreateIsNull(Exception), Done, Any);
  B.SetInsertPoint(Any);
  Type *Int64Ty = B.getInt64Ty();
  Value *Class =
      B.CreateLoad(Int64Ty, compat::pointerTo(B, Exception, Int64Ty), "class");
  B.CreateCondBr(B.CreateIsNull(Class), Ends, Other);
  B.SetInsertPoint(Other);
  Value *Language = B.CreateAnd(Class, LanguageBits);
  B.CreateCondBr(B.CreateICmpEQ(Language, B.getInt64(LanguageOfCxx)), Caught,
                 Delete);
  B.SetInsertPoint(Caught);
  FunctionCallee Begin = weak(
                     IR.runtime("__cxa_begin_catch", IR.PtrTy, {IR.PtrTy})),
                 End = weak(IR.runtime("__cxa_end_catch", Void, {}));
  B.CreateCondBr(B.CreateIsNull(Begin.getCallee()), Delete, Catch);
  B.SetInsertPoint(Catch);
  B.CreateCall(Begin, {Exception});
  B.CreateCall(End, {});
  B.CreateBr(Done);
  B.SetInsertPoint(Ends);
  FunctionCallee Runtime =
      weak(IR.runtime("__defer_exit_replaced", Void, {IR.PtrTy, IR.PtrTy}));
  B.CreateCondBr(B.CreateIsNull(Runtime.getCallee()), Done, Tell);
  B.SetInsertPoint(Tell);
  B.CreateCall(Runtime, {Exception, F->getArg(1)});
  B.CreateBr(Done);
  B.SetInsertPoint(Delete);
  B.CreateCall(IR.runtime("_Unwind_DeleteException", Void, {IR.PtrTy}),
               {Exception});
  B.CreateBr(Done);
  B.SetInsertPoint(Done);
  B.CreateRet(F->getArg(1));
  return F;
}

void defer::addInFlight(DeferralModel &D, IRTools &IR) {
  if (!D.hasInFlight() || !IR.Exception || D.InFlight)
    return; // it has no use for one, or is the copy of one that has it
  D.InFlight = IR.variable(IR.PtrTy, "defer.in.flight", D.Id);
  for (CallInst *Out : D.Outs) {
    IRBuilder<> B(Out);
    B.SetCurrentDebugLocation(D.ExitLoc);
    Value *By = B.CreateCall(
        replacedFunction(IR),
        {IR.load(B, IR.PtrTy, D.InFlight), IR.load(B, IR.PtrTy, IR.Exception)});
    IR.store(B, By, IR.Exception);
  }
  for (CallInst *Call : D.Recoveries) {
    IRBuilder<> B(Call);
    CallInst *New =
        B.CreateCall(IR.runtime("__defer_recover", IR.PtrTy, {IR.PtrTy}),
                     {IR.load(B, IR.PtrTy, D.InFlight)});
    Call->replaceAllUsesWith(New);
    Call->eraseFromParent();
  }
  D.Recoveries.clear();
}

Value *defer::inFlight(IRBuilderBase &B, bool Unwinds, const IRTools &IR) {
  if (Unwinds)
    return IR.load(B, IR.PtrTy, IR.Exception);
  return ConstantPointerNull::get(IR.PtrTy);
}

void defer::enterInFlight(IRBuilderBase &B, const DeferralModel &D,
                          const RegionEntry &Way, const IRTools &IR) {
  if (!D.InFlight)
    return; // it has no use for it
  IR.store(B,
           Way.InFlight ? IR.load(B, IR.PtrTy, Way.InFlight)
                        : inFlight(B, Way.Unwinds, IR),
           D.InFlight);
}

void defer::dropRecoveries(DeferralModel &D) {
  for (CallInst *Call : D.Recoveries) {
    Call->replaceAllUsesWith(Constant::getNullValue(Call->getType()));
    Call->eraseFromParent();
  }
  D.Recoveries.clear();
}

BasicBlock *defer::testRecovered(BodyModel &Body, BasicBlock *Next,
                                 IRTools &IR) {
  auto *Branch =
      cast<BranchInst>(Body.RecoveredMark->getParent()->getTerminator());
  BasicBlock *GoOn = Branch->getSuccessor(0);
  BasicBlock *BB = Body.newBlock("defer.test.recovered", Next);
  IRBuilder<> B(BB);
  B.SetCurrentDebugLocation(Body.LeaveLoc);
  if (Body.InFlight) {
    BasicBlock *Restore = Body.newBlock("defer.recovered", Next);
    IRBuilder<> RB(Restore);
    RB.SetCurrentDebugLocation(Body.LeaveLoc);
    IR.store(RB, IR.load(RB, IR.PtrTy, Body.InFlight), IR.Exception);
    RB.CreateBr(GoOn);
    GoOn = Restore;
  }
  Value *Passes =
      B.CreateCall(IR.runtime("__defer_recovered", IR.PtrTy, {IR.PtrTy}),
                   {IR.load(B, IR.PtrTy, IR.Exception)});
  IR.store(B, Passes, IR.Exception);
  B.CreateCondBr(B.CreateIsNull(Passes), GoOn, Next);
  return BB;
}

void defer::keepInFlight(BodyModel &Body, IRTools &IR) {
  if (!Body.RecoveredMark || !Body.Of || !IR.Exception)
    return; // the function's own starts with nothing in flight
  Body.InFlight = IR.variable(IR.PtrTy, "defer.running");
  IRBuilder<> B(Body.Begin);
  IR.store(B, IR.load(B, IR.PtrTy, IR.Exception), Body.InFlight);
  IRBuilder<> EB(IR.Exception->getNextNode());
  IR.store(EB, ConstantPointerNull::get(IR.PtrTy), IR.Exception);
}
