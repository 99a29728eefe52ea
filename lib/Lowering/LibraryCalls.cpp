//===- LibraryCalls.cpp - what the C library may be left in ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/LibraryCalls.h"

#include "defer/Support/LibCallsCompat.h"

#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

/// Those that wait for a file, or for another process, and of which LLVM says
/// that they do not throw (BuildLibCalls.cpp), or Clang (Builtins.td).
static constexpr StringLiteral Names[] = {
    "closedir",
    "fclose",
    "fflush",
    "fgetc",
    "fgetc_unlocked",
    "fgetpos",
    "fgets",
    "fgets_unlocked",
    "fopen",
    "fopen64",
    "fprintf",
    "fputc",
    "fputc_unlocked",
    "fputs",
    "fputs_unlocked",
    "fread",
    "fread_unlocked",
    "fscanf",
    "fseek",
    "fseeko",
    "fseeko64",
    "fsetpos",
    "ftell",
    "ftello",
    "ftello64",
    "fwrite",
    "fwrite_unlocked",
    "getc",
    "getc_unlocked",
    "getchar",
    "getchar_unlocked",
    "getpwnam",
    "gets",
    "opendir",
    "pclose",
    "perror",
    "popen",
    "printf",
    "putc",
    "putc_unlocked",
    "putchar",
    "putchar_unlocked",
    "puts",
    "rewind",
    "scanf",
    "tmpfile",
    "tmpfile64",
    "ungetc",
    "vfprintf",
    "vfscanf",
    "vprintf",
    "vscanf",
    "_IO_getc",
    "_IO_putc",
    "__isoc99_fscanf",
    "__isoc99_scanf",
    "__isoc99_vfscanf",
    "__isoc99_vscanf",
};

/// Of a declaration that is hidden, and metadata of a module with such.
static constexpr StringLiteral Hidden = "defer-may-be-left";

static void letUnwind(Function &F, bool Hide) {
  F.removeFnAttr(Attribute::NoUnwind);
  for (User *U : F.users())
    if (auto *Call = dyn_cast<CallBase>(U))
      if (Call->getCalledOperand() == &F)
        Call->removeFnAttr(Attribute::NoUnwind);
  if (!Hide || F.hasFnAttribute(Attribute::NoInline))
    return; // whoever said that is to find it again
  F.addFnAttr(Hidden);
  F.addFnAttr(Attribute::NoInline); // which `optnone` needs
  F.addFnAttr(Attribute::OptimizeNone);
}

/// The module's own functions of these names are looked at as any other.
static Function *libraryFunction(Module &M, StringRef Name) {
  Function *F = M.getFunction(Name);
  return F && F->isDeclaration() ? F : nullptr;
}

void defer::letLibraryUnwind(Module &M, bool Hide) {
  for (StringRef Name : Names)
    if (Function *F = libraryFunction(M, Name))
      letUnwind(*F, Hide);
  if (Hide)
    M.getOrInsertNamedMetadata(::Hidden);
}

/// Puts a call in the place of one with a landing pad.
static void replace(InvokeInst &Invoke, CallInst *By) {
  if (By) {
    SmallVector<Value *, 4> Args(By->args());
    InvokeInst *New = InvokeInst::Create(
        By->getFunctionType(), By->getCalledOperand(), Invoke.getNormalDest(),
        Invoke.getUnwindDest(), Args, "", &Invoke);
    New->setCallingConv(By->getCallingConv());
    New->setAttributes(By->getAttributes());
    New->setDebugLoc(Invoke.getDebugLoc());
    By->replaceAllUsesWith(New);
    By->eraseFromParent();
  } else {
    BranchInst::Create(Invoke.getNormalDest(), &Invoke);
    Invoke.getUnwindDest()->removePredecessor(Invoke.getParent());
  }
  Invoke.eraseFromParent();
}

/// What LLVM would make of a call without a landing pad, whose result nobody
/// uses.
static bool simplify(InvokeInst &Invoke, const TargetLibraryInfo &TLI,
                     OptimizationRemarkEmitter &ORE) {
  if (!Invoke.use_empty())
    return false; // what it would become returns something else
  Instruction *Before = Invoke.getPrevNode();
  CallInst *Call = createCallMatchingInvoke(&Invoke);
  IRBuilder<> B(&Invoke);
  B.Insert(Call);
  B.SetInsertPoint(Call);
  bool Simpler = compat::simplifyLibCall(*Call, B, TLI, ORE);
  Call->eraseFromParent();
  if (!Simpler)
    return false;
  Instruction *Last = Invoke.getPrevNode();
  replace(Invoke, Last == Before ? nullptr : dyn_cast_or_null<CallInst>(Last));
  return true;
}

PreservedAnalyses KeepLibraryPass::run(Function &F,
                                       FunctionAnalysisManager &AM) {
  Module &M = *F.getParent();
  if (!M.getNamedMetadata(Hidden))
    return PreservedAnalyses::all(); // nothing is deferred in it
  SmallVector<InvokeInst *, 8> Invokes;
  for (BasicBlock &BB : F)
    if (auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator()))
      if (Function *Callee = Invoke->getCalledFunction();
          Callee && Callee->hasFnAttribute(Hidden))
        Invokes.push_back(Invoke);
  bool Changed = false;
  if (!Invokes.empty()) {
    auto &TLI = AM.getResult<TargetLibraryAnalysis>(F);
    auto &ORE = AM.getResult<OptimizationRemarkEmitterAnalysis>(F);
    for (InvokeInst *Invoke : Invokes)
      Changed |= simplify(*Invoke, TLI, ORE);
  }
  for (StringRef Name : Names)
    if (Function *Callee = libraryFunction(M, Name))
      if (Callee->hasFnAttribute(Hidden) || Changed)
        letUnwind(*Callee, /*Hide=*/true);
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

PreservedAnalyses ShowLibraryPass::run(Module &M, ModuleAnalysisManager &) {
  NamedMDNode *Mark = M.getNamedMetadata(Hidden);
  if (!Mark)
    return PreservedAnalyses::all(); // nothing is hidden
  Mark->eraseFromParent();
  for (Function &F : M)
    if (F.hasFnAttribute(Hidden)) {
      F.removeFnAttr(Hidden);
      F.removeFnAttr(Attribute::OptimizeNone);
      F.removeFnAttr(Attribute::NoInline);
    }
  return PreservedAnalyses::all();
}
