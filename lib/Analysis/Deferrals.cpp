//===- Deferrals.cpp - what a deferral is to the parser -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/Deferrals.h"

#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/Words.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

const CallExpr *defer::deferralMarker(const Stmt *S) {
  auto *If = dyn_cast<IfStmt>(S);
  if (!If || !If->getElse())
    return nullptr;
  auto *Not = dyn_cast<UnaryOperator>(If->getCond()->IgnoreParenImpCasts());
  if (!Not || Not->getOpcode() != UO_LNot)
    return nullptr;
  auto *Call = dyn_cast<CallExpr>(Not->getSubExpr()->IgnoreParenImpCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() ||
      (Callee->getName() != words::Marker &&
       Callee->getName() != words::BlockMarker &&
       Callee->getName() != words::NamedMarker &&
       Callee->getName() != words::CaptureMarker))
    return nullptr;
  return Call;
}

const CallExpr *defer::recoverMarker(const Stmt *S) {
  auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Is = Callee && Callee->getIdentifier() && Call->getNumArgs() == 1 &&
            Callee->getName() == words::RecoverMarker;
  return Is ? Call : nullptr;
}

bool defer::isCapture(const CallExpr *Marker) {
  return Marker->getDirectCallee()->getName() == words::CaptureMarker;
}

SourceLocation defer::wordLocation(const CallExpr *Use, const ASTContext &Ctx) {
  SourceLocation Loc = Use->getBeginLoc();
  if (!Loc.isMacroID())
    return Loc; // preprocessed before
  return Ctx.getSourceManager().getImmediateExpansionRange(Loc).getBegin();
}

/// The `if` comes from the word's expansion.
SourceLocation defer::keywordLocation(const IfStmt *Site,
                                      const ASTContext &Ctx) {
  SourceLocation Loc = Site->getIfLoc();
  if (!Loc.isMacroID())
    return Loc; // preprocessed before
  return Ctx.getSourceManager().getImmediateExpansionRange(Loc).getBegin();
}

void defer::noteDeferral(Diagnoser &Diags, const Deferral &D) {
  Diags.note(D.Loc, "deferred by this '%0'") << D.word();
}
