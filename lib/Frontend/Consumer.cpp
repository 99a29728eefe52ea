//===- Consumer.cpp - the functions that defer, one by one ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Consumer.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/Words.h"
#include "defer/Frontend/Captures.h"
#include "defer/Frontend/FlowModel.h"
#include "defer/Frontend/NamedJumps.h"
#include "defer/Frontend/Predefines.h"
#include "defer/Frontend/Results.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace defer;

DeferConsumer::DeferConsumer(CompilerInstance &CI, const ConsumerOptions &Opts)
    : CI(CI), Diags(CI.getDiagnostics()), Opts(Opts), Flow(CI),
      Errors(CI.getDiagnostics()) {
  for (const std::string &Name : Opts.NoWarn)
    Diags.disable(Name);
}

/// Comes after a precompiled header has put in its own predefines.
void DeferConsumer::Initialize(ASTContext &Ctx) {
  predefineWords(CI.getPreprocessor(), Opts.KeepNative,
                 Opts.SwitchesExceptions);
  Nodes.emplace(Ctx);
}

bool DeferConsumer::HandleTopLevelDecl(DeclGroupRef Group) {
  Flow.functionEnds();
  const LangOptions &Lang = CI.getLangOpts();
  if (Lang.CPlusPlus || Lang.ObjC)
    return true;
  for (Decl *D : Group) {
    refuseResult(D, Diags);
    if (auto *F = dyn_cast<FunctionDecl>(D)) {
      if (F->doesThisDeclarationHaveABody() &&
          (anyDeferral() || Flow.pending() || TakesCleanups))
        handle(F);
    } else if (auto *Var = dyn_cast<VarDecl>(D))
      if (Var->getInit() && anyDeferral())
        checkFileScope(Var->getInit(), CI.getASTContext(), Diags);
  }
  Errors.reset();
  return true;
}

/// Their members may be marked as what they cannot be.
void DeferConsumer::HandleTagDeclDefinition(TagDecl *D) {
  if (auto *Record = dyn_cast<RecordDecl>(D))
    for (const FieldDecl *Field : Record->fields())
      refuseResult(Field, Diags);
}

/// Whether the unit has used a word so far.  To ask is cheaper than to look for
/// it in a function.
bool DeferConsumer::uses(const char *Word) {
  ASTContext &Ctx = CI.getASTContext();
  return llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(
                          DeclarationName(&Ctx.Idents.get(Word))),
                      [](const NamedDecl *D) { return D->isReferenced(); });
}

/// The same of all of them.
bool DeferConsumer::anyDeferral() {
  if (Any)
    return true;
  for (const char *Name :
       {words::Marker, words::BlockMarker, words::CaptureMarker,
        words::NamedMarker, words::RunMarker, words::CancelMarker,
        words::RecoverMarker, words::ResultMarker})
    Any |= uses(Name);
  return Any;
}

void DeferConsumer::handle(FunctionDecl *F) {
  if (F->isInvalidDecl())
    return Flow.give(F);
  ASTContext &Ctx = CI.getASTContext();
  NodeChanges Changes;
  unsigned Before = Diags.errors();
  VarDecl *Result = nullptr;
  if (uses(words::ResultMarker))
    Result = findResult(F, Ctx, Diags, Changes);
  if (compat::hasNamedLoops(Ctx.getLangOpts()))
    expandNamedJumps(F, *Nodes, Changes);
  if (uses(words::CaptureMarker))
    expandCaptures(F, Result, Ctx, *Nodes, Diags, Changes);
  if (Diags.errors() == Before)
    handleExpanded(F, Result);
  else
    Flow.give(F);
  // A precompiled header holds what was written.
  if (CI.getFrontendOpts().ProgramAction == frontend::GeneratePCH)
    Changes.undo();
}

std::unique_ptr<FunctionDeferrals>
DeferConsumer::analyse(FunctionDecl *F, VarDecl *Result, bool Warn) {
  return analyseDeferrals(F, Result, CI.getASTContext(), Diags, Warn,
                          Opts.Unwinds, TakesCleanups);
}

void DeferConsumer::handleExpanded(FunctionDecl *F, VarDecl *Result) {
  // Clang gives a function's warnings where it is parsed, which for one in a
  // precompiled header is there, and none after an error in it.
  bool Warn = !F->isFromASTFile() && !Errors.hasUnrecoverableErrorOccurred();
  auto Deferrals = analyse(F, Result, Warn);
  if (!Deferrals || Deferrals->Invalid)
    return Flow.give(F);
  warnOfFlow(*Deferrals);
  if (TakesAfterErrors || !CI.getDiagnostics().hasErrorOccurred())
    take(*Deferrals, Result);
}

/// Clang's warnings, and its analyser, see each S where it runs.
void DeferConsumer::warnOfFlow(const FunctionDeferrals &Deferrals) {
  bool Analyses = CI.getFrontendOpts().ProgramAction == frontend::RunAnalysis;
  if (!Flow.pending() && !Analyses)
    return; // they are off, or, after an error, not given
  FlowModel Model(Deferrals, CI.getASTContext(), *Nodes,
                  Analyses ? FlowKind::Values : FlowKind::Warnings);
  Flow.give(Deferrals.Function);
  if (Analyses)
    Model.keep();
}
