//===- DeferLowering.cpp - the lowering as an LLVM pass -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/DeferLowering.h"

#include "defer/Lowering/Chain.h"
#include "defer/Lowering/CleanupGlue.h"
#include "defer/Lowering/ClearPads.h"
#include "defer/Lowering/Copies.h"
#include "defer/Lowering/Destinations.h"
#include "defer/Lowering/Epilogue.h"
#include "defer/Lowering/InFlight.h"
#include "defer/Lowering/LandingPads.h"
#include "defer/Lowering/LibraryCalls.h"
#include "defer/Lowering/Locations.h"
#include "defer/Lowering/MergeInvokes.h"
#include "defer/Lowering/Remarks.h"
#include "defer/Lowering/Repair.h"
#include "defer/Lowering/ReturnsTwice.h"
#include "defer/Lowering/RotateInvokes.h"
#include "defer/Lowering/SettleInvokes.h"
#include "defer/Lowering/TailCalls.h"
#include "defer/Lowering/ThreadInvokes.h"

#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Analysis/OptimizationRemarkEmitter.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

#include <optional>

using namespace defer;
using namespace llvm;

static bool VerifyLowering = false;

void defer::setVerifyLowering(bool On) { VerifyLowering = On; }

static bool BeforeLinking = false;

void defer::setBeforeLinking(bool On) { BeforeLinking = On; }

static bool WritesIR = false;

void defer::setWritesIR(bool On) { WritesIR = On; }

static bool UnwindChain = false;

void defer::setUnwindChain(bool On) { UnwindChain = On; }

static bool LocationsAtKeyword = false;

void defer::setLocationsAtKeyword(bool On) { LocationsAtKeyword = On; }

/// The functions that markers are called in.
static SmallPtrSet<const Function *, 16> markedFunctions(const Module &M) {
  SmallPtrSet<const Function *, 16> Marked;
  for (const char *Name : marker::All)
    if (const Function *F = M.getFunction(Name))
      for (const User *U : F->users())
        if (auto *Call = dyn_cast<CallInst>(U))
          Marked.insert(Call->getFunction());
  return Marked;
}

/// Takes the markers out, those of copied statements too, and the tokens.
static void eraseMarkers(Function &F) {
  SmallVector<CallInst *, 16> Calls;
  SmallSetVector<Value *, 4> Tokens;
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallInst>(&I);
    const Function *Callee = Call ? Call->getCalledFunction() : nullptr;
    if (!Callee || !Callee->isDeclaration())
      continue;
    StringRef Name = Callee->getName();
    if (!llvm::is_contained(marker::All, Name))
      continue;
    Calls.push_back(Call);
    if (Name == marker::Body || Name == marker::Scope ||
        Name == marker::Statement)
      Tokens.insert(Call->getArgOperand(0)->stripPointerCasts());
    else if (Name == marker::Segment)
      Tokens.insert(Call->getArgOperand(1)->stripPointerCasts());
  }
  for (CallInst *Call : Calls) {
    // No panic that it runs for; nothing to go on after.
    bool Used = !Call->use_empty();
    if (Used)
      Call->replaceAllUsesWith(Constant::getNullValue(Call->getType()));
    BasicBlock *BB = Call->getParent();
    Call->eraseFromParent();
    if (Used)
      ConstantFoldTerminator(BB);
  }
  for (Value *Token : Tokens) {
    dropLifetime(Token);
    auto *Var = dyn_cast<AllocaInst>(Token);
    for (User *U : make_early_inc_range(Token->users()))
      RecursivelyDeleteTriviallyDeadInstructions(U);
    if (Var && Var->use_empty())
      Var->eraseFromParent();
  }
}

/// After an error the other passes go on, and must find valid code.
static void abandon(Function &F) {
  GlobalValue::LinkageTypes Linkage = F.getLinkage();
  F.deleteBody();
  F.setLinkage(Linkage);
  new UnreachableInst(F.getContext(),
                      BasicBlock::Create(F.getContext(), "", &F));
}

bool DeferLoweringPass::runImpl(Function &F, OptimizationRemarkEmitter &ORE) {
  FunctionModel M(F);
  if (!M.read() || !mayExtract(M)) {
    abandon(F); // an error was reported
    return true;
  }
  if (M.Bodies.empty() && M.Deferrals.empty() && M.IdleExits.empty() &&
      M.IdleUses.empty() && M.IdleRecoveries.empty())
    return false;

  settleLocations(M, LocationsAtKeyword);
  threadExits(M);
  lowerTailCalls(M);
  extendLifetimes(M);
  M.detach();

  IRTools IR(F, M.ReturnsTwice);
  IR.Exception = M.Exception;
  IR.Chain = UnwindChain;
  privatizeDestinations(M, IR);
  copyUnchanged(M, IR);

  Instances Inst(M, IR);
  DenseMap<BodyModel *, std::unique_ptr<BodyRecords>> Records;
  std::optional<RuntimeFunctions> RT;
  for (auto &Body : M.Bodies)
    if (Body->hasDynamic()) {
      if (!RT)
        RT.emplace(F);
      Records[Body.get()] = std::make_unique<BodyRecords>(*Body, IR, Inst, *RT);
    }

  if (RT) {
    for (auto &Body : M.Bodies)
      if (BodyRecords *R = Records[Body.get()].get())
        R->lowerDeferrals(M);
    Inst.lower([&](Instruction *Before, BodyModel &Body, uint64_t Size,
                   Align Alignment) -> Value * {
      return Records[&Body]->block(Before, Size, Alignment, M);
    });
  }

  // Inner before outer: a statement is an island as yet, so that no more than
  // its own blocks are looked at for what it defers itself, and what is in it
  // is done when it is copied.
  SmallPtrSet<const DeferralModel *, 8> Flagged;
  SmallVector<std::unique_ptr<Reentry>, 4> Reentries;
  DenseMap<const DeferralModel *, SmallVector<DeferralModel *, 2>> ScopedIn;
  for (auto &D : M.Deferrals)
    if (D->isScoped())
      ScopedIn[D->Around].push_back(D.get());
  auto Lower = [&](const DeferralModel *Around, BodyModel *Body) {
    ArrayRef<DeferralModel *> Scoped = ScopedIn[Around];
    SmallVector<DeferralModel *, 8> All(Scoped.begin(), Scoped.end());
    if (Body)
      All.append(Body->Deferrals.begin(), Body->Deferrals.end());
    for (DeferralModel *D : All)
      if (D->Unwinds &&
          (D->isShared() || (D->isDynamic() && Body->sharesDrain())))
        addInFlight(*D, IR);
    if (Body) {
      BodyRecords *R = Records[Body].get();
      keepInFlight(*Body, IR);
      Reentries.push_back(std::make_unique<Reentry>(*Body, IR));
      Reentry &Again = *Reentries.back();
      Epilogue E(M, *Body, Scoped, IR, R, Again);
      E.build();
      Again.build();
      for (DeferralModel *D : Body->Deferrals)
        if (E.hasFlag(*D))
          Flagged.insert(D);
    }
    for (DeferralModel *D : Scoped)
      enterAtScopeEnd(*D, M, IR);
    for (DeferralModel *D : All)
      dropRecoveries(*D);
  };
  for (auto &D : llvm::reverse(M.Deferrals))
    Lower(D.get(), D->Inner);
  auto Own = llvm::find_if(
      M.Bodies, [](const std::unique_ptr<BodyModel> &B) { return !B->Of; });
  Lower(nullptr, Own == M.Bodies.end() ? nullptr : Own->get());

  llvm::sort(M.Deferrals,
             [](const auto &A, const auto &B) { return A->Id < B->Id; });
  for (auto &D : M.Deferrals) {
    BodyRecords *R = D->Owner ? Records[D->Owner].get() : nullptr;
    remark(ORE, *D, Flagged.count(D.get()), R ? R->recordSize(*D) : 0,
           R ? R->frameSize() : 0);
    if (LocationsAtKeyword)
      remarkOfStack(ORE, *D, IR.sizeFor(D->Id));
  }

  eraseMarkers(F);
  for (auto &Again : Reentries)
    Again->settleCopies();
  dropIdlePads(F);
  EliminateUnreachableBlocks(F);
  ChainLowering Chain(F, IR);
  if (UnwindChain)
    Chain.link();
  repair(F);
  // Outer before inner: what calls an outer one stands where all that it needs
  // is at hand, until it is moved itself.
  for (auto &Again : llvm::reverse(Reentries))
    Again->extract();
  Chain.keepInMemory();
  noteLandingPads(F);
  foldDestinations(F);
  mergeBlocks(F);
  if (VerifyLowering && verifyFunction(F, &errs()))
    report_fatal_error("defer: the lowering made invalid IR");
  return true;
}

/// A function that defers nothing, but may have variables to clean.
static bool leaveToChain(Function &F) {
  if (!F.hasPersonalityFn())
    return false;
  IRTools IR(F, /*Volatile=*/false);
  ChainLowering Chain(F, IR);
  Chain.link();
  EliminateUnreachableBlocks(F);
  repair(F);
  Chain.keepInMemory();
  return true;
}

/// What is inlined into a function has its landing pads there; a long jump to
/// that runs those of the functions that it leaves, and not the function's own.
/// An attribute of the call that asks for the opposite gives way; so does one
/// of the function itself, where LLVM would not look at the call's.
static bool keepCalls(Module &M,
                      const SmallPtrSetImpl<const Function *> &Marked) {
  Function *SetJmp = M.getFunction("__defer_setjmp");
  if (!SetJmp)
    return false;
  SmallPtrSet<Function *, 4> Into;
  for (User *U : SetJmp->users())
    if (auto *Call = dyn_cast<CallBase>(U))
      Into.insert(Call->getFunction());
  for (Function *F : Into)
    for (Instruction &I : instructions(F))
      if (auto *Call = dyn_cast<CallBase>(&I)) {
        Call->removeFnAttr(Attribute::AlwaysInline);
        Call->addFnAttr(Attribute::NoInline);
        Function *Callee = Call->getCalledFunction();
        if (Callee && Marked.count(Callee) && Callee->hasLocalLinkage() &&
            compat::InlinesAgainstCalls)
          Callee->removeFnAttr(Attribute::AlwaysInline);
      }
  return !Into.empty();
}

/// Whether what passes may leave it in the middle.
static bool mayBeLeft(Function &F) {
  return llvm::any_of(instructions(F), [](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    return Call && !Call->doesNotThrow() && !Call->isInlineAsm();
  });
}

/// When such a function is inlined, it would be said of its calls that they do
/// not touch what a `restrict` pointer is of; but where they may land reads it,
/// and no edge of the control flow leads there.
static void forgetRestrict(Function &F) {
  for (Argument &Param : F.args())
    Param.removeAttr(Attribute::NoAlias);
}

PreservedAnalyses DeferLoweringPass::run(Module &M, ModuleAnalysisManager &AM) {
  SmallPtrSet<const Function *, 16> Marked = markedFunctions(M);
  bool Changed = false;
  for (Function &F : M)
    if (UnwindChain || Marked.count(&F))
      Changed |= dropPadsOfReturnsTwice(F);
  Changed |= keepCalls(M, Marked);
  if (UnwindChain)
    Changed |= leadToChain(M);
  if (LocationsAtKeyword)
    noteKeywords(M);
  if (Marked.empty() && !UnwindChain && !Changed)
    return PreservedAnalyses::all();
  if (llvm::any_of(Marked,
                   [](const Function *F) { return F->hasPersonalityFn(); }))
    letLibraryUnwind(M, /*Hide=*/!UnwindChain);
  auto &FAM = AM.getResult<FunctionAnalysisManagerModuleProxy>(M).getManager();
  for (Function &F : M) {
    if (UnwindChain && !F.isDeclaration()) {
      Changed |= keepChainAtSetjmp(F);
      if (!Marked.count(&F))
        Changed |= leaveToChain(F);
    }
    if (!Marked.count(&F))
      continue;
    if (runImpl(F, FAM.getResult<OptimizationRemarkEmitterAnalysis>(F))) {
      FAM.invalidate(F, PreservedAnalyses::none());
      Changed = true;
    }
  }
  if (UnwindChain)
    for (Function &F : M) {
      // ThreadSanitizer would catch what passes, to say that the function is
      // left.  Elsewhere it is to be seen that a call may be left in the
      // middle.
      if (F.hasFnAttribute(Attribute::SanitizeThread))
        F.setDoesNotThrow();
      if (mayBeLeft(F))
        forgetRestrict(F);
    }
  for (const char *Name : marker::All)
    if (Function *F = M.getFunction(Name))
      if (F->use_empty())
        F->eraseFromParent();
  return Changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}

namespace {

/// Nothing needs to know of landing pads any more.
struct ForgetLandingPadsPass : PassInfoMixin<ForgetLandingPadsPass> {
  PreservedAnalyses run(Function &F, FunctionAnalysisManager &) {
    forgetLandingPads(F);
    return PreservedAnalyses::all();
  }
  static bool isRequired() { return true; }
};

} // namespace

void defer::registerDeferLowering(PassBuilder &PB) {
  PB.registerPipelineParsingCallback(
      [](StringRef Name, ModulePassManager &MPM,
         ArrayRef<PassBuilder::PipelineElement>) {
        if (Name != "defer-lower")
          return false;
        MPM.addPass(DeferLoweringPass());
        return true;
      });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, FunctionPassManager &FPM,
         ArrayRef<PassBuilder::PipelineElement>) {
        if (Name == "defer-thread-invokes")
          FPM.addPass(ThreadInvokesPass());
        else if (Name == "defer-merge-invokes")
          FPM.addPass(MergeInvokesPass());
        else if (Name == "defer-settle-invokes")
          FPM.addPass(SettleInvokesPass());
        else
          return false;
        return true;
      });
  PB.registerPipelineParsingCallback(
      [](StringRef Name, LoopPassManager &LPM,
         ArrayRef<PassBuilder::PipelineElement>) {
        if (Name != "defer-rotate-invokes")
          return false;
        LPM.addPass(RotateInvokesPass());
        return true;
      });
  PB.registerPipelineStartEPCallback(
      [](ModulePassManager &MPM, auto) { MPM.addPass(DeferLoweringPass()); });
  PB.registerPeepholeEPCallback([](FunctionPassManager &FPM, auto) {
    FPM.addPass(KeepLibraryPass());
    FPM.addPass(ThreadInvokesPass());
    if (!compat::MergesInvokes)
      FPM.addPass(MergeInvokesPass());
  });
  // Where there is a loop pass, the loops of all functions are looked for.
  PB.registerLateLoopOptimizationsEPCallback(
      [](LoopPassManager &LPM, OptimizationLevel Level) {
        if (Level != OptimizationLevel::O0)
          LPM.addPass(RotateInvokesPass());
      });
  // Before linking, the passes that look at all units are still to come, and an
  // `asm` would be in their way.
  bool Settle = !BeforeLinking;
  PB.registerOptimizerLastEPCallback(
      [Settle](ModulePassManager &MPM, OptimizationLevel Level, auto...) {
        FunctionPassManager FPM;
        if (Settle && Level != OptimizationLevel::O0) {
          FPM.addPass(SettleInvokesPass());
          FPM.addPass(ClearPadsPass());
        }
        FPM.addPass(ForgetLandingPadsPass());
        MPM.addPass(createModuleToFunctionPassAdaptor(std::move(FPM)));
        if (Settle && !WritesIR) // others infer attributes again
          MPM.addPass(ShowLibraryPass());
      });
}
