//===- Plugin.cpp - what clang -fplugin=defer.so does ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For each function, before Clang's code generator sees it: find and check its
// deferrals, mark them in the AST.  And for the unit: put the lowering first
// into the pipeline of passes.  A unit without deferrals is left alone, so that
// its object is the same as without the plugin.
//
// Its arguments are in Arguments.h.
//
//===----------------------------------------------------------------------===//

#include "PassInjection.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/Arguments.h"
#include "defer/Frontend/Consumer.h"
#include "defer/Frontend/Marking.h"
#include "defer/Frontend/Results.h"
#include "defer/Frontend/VerifyMarking.h"
#include "defer/Lowering/DeferLowering.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "llvm/IR/DataLayout.h"

#include <optional>

using namespace clang;
using namespace defer;

namespace {

class MarkingConsumer : public DeferConsumer {
public:
  MarkingConsumer(CompilerInstance &CI, const Arguments &Opts)
      : DeferConsumer(CI, Opts.Common), Opts(Opts) {
    // Only code is generated from the marked AST; a precompiled header must
    // hold what was written, and is marked where it is used.
    Marks = CI.getFrontendOpts().ProgramAction == frontend::EmitObj ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitAssembly ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitBC ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitLLVM ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitLLVMOnly ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitCodeGenOnly;
  }

  /// A signal's handler that panics leaves functions of the C library that are
  /// declared not to throw; along the chain that is fine, if the caller's link
  /// says where it is.  What the compiler knows itself raises no signal.
  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    if (Marks && Opts.Unwind == Arguments::Chain)
      for (Decl *D : Group)
        if (auto *F = dyn_cast<FunctionDecl>(D);
            F && !F->getBuiltinID() && !F->doesThisDeclarationHaveABody())
          F->dropAttr<NoThrowAttr>();
    return DeferConsumer::HandleTopLevelDecl(Group);
  }

private:
  void take(FunctionDeferrals &Deferrals, VarDecl *Result) override {
    if (!Marks)
      return;
    if (!Deferrals.Deferrals.empty() || !Deferrals.Recoveries.empty())
      mark(Deferrals);
    if (Result)
      returnResult(const_cast<FunctionDecl *>(Deferrals.Function), Result,
                   CI.getASTContext(), *Nodes,
                   !Deferrals.Bodies.empty() &&
                       Deferrals.Bodies.front()->Recovers);
  }

  void mark(FunctionDeferrals &Deferrals) {
    SourceLocation Loc = Deferrals.Deferrals.empty()
                             ? Deferrals.Recoveries.front().Loc
                             : Deferrals.Deferrals.front()->Loc;
    if (!canLower(Loc))
      return;
    if (CI.getLangOpts().Exceptions && !tailsAreCalls(Deferrals))
      return;
    if (Opts.Common.Unwinds)
      letLibraryUnwind();
    markFunction(Deferrals, CI.getASTContext(), *Nodes);
    if (Opts.Verify)
      verifyMarked(Deferrals.Function, Diags);
    if (!Opts.KeepMarkers)
      requireLowering(CI.getCodeGenOpts());
  }

  /// Clang says itself of these that they do not throw, though a thread may be
  /// cancelled in them (defer/Lowering/LibraryCalls.h), and the header does
  /// not.
  void letLibraryUnwind() {
    ASTContext &Ctx = CI.getASTContext();
    for (const char *Name : {"fprintf", "vfprintf"})
      for (NamedDecl *D :
           Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Name)))
        if (auto *F = dyn_cast<FunctionDecl>(D))
          for (FunctionDecl *Each : F->redecls())
            if (auto *A = Each->getAttr<NoThrowAttr>(); A && A->isImplicit())
              Each->dropAttr<NoThrowAttr>();
  }

  /// With exceptions, Clang has a landing pad between a call and its `return`.
  bool tailsAreCalls(const FunctionDeferrals &Deferrals) {
    if (Deferrals.Tails.empty() || Deferrals.Bodies.empty() ||
        Deferrals.Bodies.front()->Of)
      return true;
    const Stmt *Return = Deferrals.Tails.front()->getSubStmt();
    const Deferral &First = *Deferrals.Deferrals.front();
    Diags.error(Return->getBeginLoc(),
                "a 'musttail' call cannot be compiled with exceptions in a "
                "function that defers");
    Diags.note(First.Loc, "deferred by this '%0'") << First.word();
    return false;
  }

  /// What no deferral can be lowered for; reported at the first one.
  bool canLower(SourceLocation Loc) {
    const char *Why = nullptr;
    const llvm::Triple &Target = CI.getTarget().getTriple();
    // One for a unit: to read the text of a layout takes its time.
    if (!StackSpace)
      StackSpace = llvm::DataLayout(CI.getTarget().getDataLayoutString())
                       .getAllocaAddrSpace();
    if (*StackSpace != 0)
      Why = "a target whose stack is in an address space of its own";
    else if (compat::usesLegacyPassManager(CI.getCodeGenOpts()))
      Why = "the legacy pass manager";
    else if (Opts.Common.Unwinds && Target.isWindowsMSVCEnvironment())
      Why = "exceptions of Microsoft's kind, only with 'unwind=none'";
    // __defer_enter keeps the registers of these.
    else if (Opts.Unwind == Arguments::Chain &&
             ((!Target.isAArch64() &&
               Target.getArch() != llvm::Triple::x86_64) ||
              !Target.isArch64Bit() || Target.isX32()))
      Why = "'unwind=chain' on a target but x86-64 and AArch64";
    if (Why)
      Diags.error(Loc, "deferrals are not supported with %0") << Why;
    return !Why;
  }

  Arguments Opts;
  bool Marks = false;
  std::optional<unsigned> StackSpace; ///< an address space
};

class DeferAction : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    Opts.apply(CI);
    setUnwindChain(Opts.Unwind == Arguments::Chain);
    setBeforeLinking(CI.getCodeGenOpts().PrepareForLTO ||
                     CI.getCodeGenOpts().PrepareForThinLTO);
    setWritesIR(CI.getFrontendOpts().ProgramAction == frontend::EmitBC ||
                CI.getFrontendOpts().ProgramAction == frontend::EmitLLVM);
    setLocationsAtKeyword(Opts.AtKeyword);
    // With it, passes multiply the discriminators that say what serves what.
    if (Opts.AtKeyword)
      CI.getCodeGenOpts().DebugInfoForProfiling = false;
    injectLowering(CI.getCodeGenOpts());
    setVerifyLowering(Opts.Verify);
    return std::make_unique<MarkingConsumer>(CI, Opts);
  }

  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override {
    Opts.read(Args, CI.getDiagnostics());
    // The error ends the compilation; without the plugin, each use of a word
    // would be one more.
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  Arguments Opts;
};

} // namespace

static FrontendPluginRegistry::Add<DeferAction>
    Registration("defer", "deferred statements for C");
