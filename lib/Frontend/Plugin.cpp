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
// Arguments, each as -fplugin-arg-defer-NAME:
//   no-warn=NAME    switch off the warning NAME
//   native=keep     leave `_Defer` to a Clang that has it itself (22 with
//                   -fdefer-ts); native=lower, the default, lowers it as well
//   unwind=MODE     none or tables: whether what is pending runs when an
//                   exception passes; by default, as -fexceptions says
//   verify          check the AST and the IR after each change, for tests
//   keep-markers    leave the markers in the IR (to look at, with
//                   -Xclang -disable-llvm-passes)
//
//===----------------------------------------------------------------------===//

#include "PassInjection.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/Words.h"
#include "defer/Frontend/Captures.h"
#include "defer/Frontend/FlowModel.h"
#include "defer/Frontend/FlowWarnings.h"
#include "defer/Frontend/Marking.h"
#include "defer/Frontend/NamedJumps.h"
#include "defer/Frontend/Predefines.h"
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
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/SemaConsumer.h"
#include "llvm/IR/DataLayout.h"

#include <optional>

using namespace clang;
using namespace defer;

namespace {

struct Options {
  bool KeepMarkers = false;
  bool Verify = false;
  bool KeepNative = false;
  /// Unless said, as -fexceptions says.
  enum { Default, None, Tables, Chain } Unwind = Default;
  bool SwitchesExceptions = false;
  std::vector<std::string> NoWarn;
};

class DeferConsumer : public SemaConsumer {
public:
  DeferConsumer(CompilerInstance &CI, const Options &Opts)
      : CI(CI), Opts(Opts), Diags(CI.getDiagnostics()), Flow(CI),
        Errors(CI.getDiagnostics()) {
    for (const std::string &Name : Opts.NoWarn)
      Diags.disable(Name);
    // Only code is generated from the marked AST; a precompiled header must
    // hold what was written, and is marked where it is used.
    Marks = CI.getFrontendOpts().ProgramAction == frontend::EmitObj ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitAssembly ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitBC ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitLLVM ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitLLVMOnly ||
            CI.getFrontendOpts().ProgramAction == frontend::EmitCodeGenOnly;
  }

  /// Comes after a precompiled header has put in its own predefines.
  void Initialize(ASTContext &Ctx) override {
    predefineWords(CI.getPreprocessor(), Opts.KeepNative,
                   Opts.SwitchesExceptions);
    Nodes.emplace(Ctx);
  }

  void InitializeSema(Sema &S) override { Flow.start(S); }
  void ForgetSema() override { Flow.stop(); }
  void HandleTranslationUnit(ASTContext &) override { Flow.functionEnds(); }

  bool HandleTopLevelDecl(DeclGroupRef Group) override {
    Flow.functionEnds();
    const LangOptions &Lang = CI.getLangOpts();
    if (Lang.CPlusPlus || Lang.ObjC)
      return true;
    for (Decl *D : Group) {
      refuseResult(D, Diags);
      if (auto *F = dyn_cast<FunctionDecl>(D)) {
        if (F->doesThisDeclarationHaveABody() &&
            (anyDeferral() || Flow.pending()))
          handle(F);
      } else if (auto *Var = dyn_cast<VarDecl>(D))
        if (Var->getInit() && anyDeferral())
          checkFileScope(Var->getInit(), CI.getASTContext(), Diags);
    }
    Errors.reset();
    return true;
  }

  /// Their members may be marked as what they cannot be.
  void HandleTagDeclDefinition(TagDecl *D) override {
    if (auto *Record = dyn_cast<RecordDecl>(D))
      for (const FieldDecl *Field : Record->fields())
        refuseResult(Field, Diags);
  }

private:
  /// Whether the unit has used one of the words so far.
  bool anyDeferral() {
    if (Any)
      return true;
    ASTContext &Ctx = CI.getASTContext();
    for (const char *Name :
         {words::Marker, words::BlockMarker, words::CaptureMarker,
          words::NamedMarker, words::RunMarker, words::CancelMarker,
          words::RecoverMarker, words::ResultMarker})
      for (NamedDecl *D : Ctx.getTranslationUnitDecl()->lookup(
               DeclarationName(&Ctx.Idents.get(Name))))
        Any |= D->isReferenced();
    return Any;
  }

  void handle(FunctionDecl *F) {
    if (F->isInvalidDecl())
      return Flow.give(F);
    ASTContext &Ctx = CI.getASTContext();
    NodeChanges Changes;
    unsigned Before = Diags.errors();
    VarDecl *Result = findResult(F, Ctx, Diags, Changes);
    expandNamedJumps(F, *Nodes, Changes);
    if (expandCaptures(F, Result, Ctx, *Nodes, Diags, Changes) &&
        Diags.errors() == Before)
      handleExpanded(F, Result);
    else
      Flow.give(F);
    // A precompiled header holds what was written.
    if (CI.getFrontendOpts().ProgramAction == frontend::GeneratePCH)
      Changes.undo();
  }

  void handleExpanded(FunctionDecl *F, VarDecl *Result) {
    // Clang gives a function's warnings where it is parsed, which for one in a
    // precompiled header is there, and none after an error in it.
    bool Warn = !F->isFromASTFile() && !Errors.hasUnrecoverableErrorOccurred();
    auto Deferrals =
        analyseDeferrals(F, Result, CI.getASTContext(), Diags, Warn, unwinds());
    if (!Deferrals || Deferrals->Invalid)
      return Flow.give(F);
    warnOfFlow(*Deferrals);
    if (!Marks || CI.getDiagnostics().hasErrorOccurred())
      return;
    if (!Deferrals->Deferrals.empty() || !Deferrals->Recoveries.empty())
      mark(*Deferrals);
    if (Result)
      returnResult(F, Result, CI.getASTContext(), *Nodes,
                   !Deferrals->Bodies.empty() &&
                       Deferrals->Bodies.front()->Recovers);
  }

  /// Whether what is pending runs when an exception passes.
  bool unwinds() const {
    return CI.getLangOpts().Exceptions && Opts.Unwind != Options::None;
  }

  /// Clang's warnings, and its analyser, see each S where it runs.
  void warnOfFlow(const FunctionDeferrals &Deferrals) {
    bool Analyses = CI.getFrontendOpts().ProgramAction == frontend::RunAnalysis;
    if (!Flow.pending() && !Analyses)
      return; // they are off, or, after an error, not given
    FlowModel Model(Deferrals, CI.getASTContext(), *Nodes,
                    Analyses ? FlowKind::Values : FlowKind::Warnings);
    Flow.give(Deferrals.Function);
    if (Analyses)
      Model.keep();
  }

  void mark(FunctionDeferrals &Deferrals) {
    SourceLocation Loc = Deferrals.Deferrals.empty()
                             ? Deferrals.Recoveries.front().Loc
                             : Deferrals.Deferrals.front()->Loc;
    if (!canLower(Loc))
      return;
    if (CI.getLangOpts().Exceptions && !tailsAreCalls(Deferrals))
      return;
    markFunction(Deferrals, CI.getASTContext(), *Nodes);
    if (Opts.Verify)
      verifyMarked(Deferrals.Function, Diags);
    if (!Opts.KeepMarkers)
      requireLowering(CI.getCodeGenOpts());
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
    llvm::DataLayout Layout(CI.getTarget().getDataLayoutString());
    if (Layout.getAllocaAddrSpace() != 0)
      Why = "a target whose stack is in an address space of its own";
    else if (compat::usesLegacyPassManager(CI.getCodeGenOpts()))
      Why = "the legacy pass manager";
    if (Why)
      Diags.error(Loc, "deferrals are not supported with %0") << Why;
    return !Why;
  }

  CompilerInstance &CI;
  Options Opts;
  Diagnoser Diags;
  FlowWarnings Flow;
  DiagnosticErrorTrap Errors; ///< those since the last declaration
  std::optional<NodeFactory> Nodes;
  bool Marks = false, Any = false;
};

class DeferAction : public PluginASTAction {
protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    // It is read when code is generated, and nothing has been parsed yet.
    LangOptions &Lang = CI.getLangOpts();
    bool Chain = Opts.Unwind == Options::Chain;
    Opts.SwitchesExceptions =
        !Lang.Exceptions && (Chain || Opts.Unwind == Options::Tables);
    if (Opts.SwitchesExceptions)
      Lang.Exceptions = true;
    setUnwindChain(Chain);
    injectLowering(CI.getCodeGenOpts());
    setVerifyLowering(Opts.Verify);
    return std::make_unique<DeferConsumer>(CI, Opts);
  }

  bool ParseArgs(const CompilerInstance &CI,
                 const std::vector<std::string> &Args) override {
    Diagnoser Diags(CI.getDiagnostics());
    for (llvm::StringRef Arg : Args) {
      llvm::StringRef Name = Arg;
      if (Arg == "keep-markers")
        Opts.KeepMarkers = true;
      else if (Arg == "verify")
        Opts.Verify = true;
      else if (Arg == "native=keep" || Arg == "native=lower")
        Opts.KeepNative = Arg == "native=keep";
      else if (Arg == "unwind=none")
        Opts.Unwind = Options::None;
      else if (Arg == "unwind=tables")
        Opts.Unwind = Options::Tables;
      else if (Arg == "unwind=chain")
        Opts.Unwind = Options::Chain;
      else if (Name.consume_front("no-warn=") && Diags.disable(Name))
        Opts.NoWarn.push_back(Name.str());
      else if (Arg != Name || Arg == "no-warn")
        Diags.error(SourceLocation(),
                    "defer: there is no warning '%0'; there are: %1")
            << (Arg == Name ? "" : Name) << Diagnoser::warningNames();
      else
        Diags.error(SourceLocation(),
                    "defer: unknown plugin argument '%0'; known are: "
                    "no-warn=NAME, native=keep|lower, "
                    "unwind=none|tables|chain, verify, keep-markers")
            << Arg;
    }
    // The error ends the compilation; without the plugin, each use of a word
    // would be one more.
    return true;
  }

  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  Options Opts;
};

} // namespace

static FrontendPluginRegistry::Add<DeferAction>
    Registration("defer", "deferred statements for C");
