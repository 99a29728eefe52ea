//===- CollectNames.cpp - what deferred statements name and call ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Walker.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/JumpFunctions.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

using namespace clang;
using namespace defer;

void Walker::visitName(const DeclRefExpr *Ref, const Context &C) {
  auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
  if (!Var || !Var->hasLocalStorage() || !C.In->In)
    return;
  // A block literal, an OpenMP region have variables of their own.
  if (Var->getDeclContext() != F.Function)
    return;
  auto Known = Model.Variables.find(Var);
  Deferral *DeclaredIn =
      Known == Model.Variables.end() ? nullptr : Known->second.In->In;
  for (Deferral *D = C.In->In; D && D != DeclaredIn; D = D->Owner->Of)
    if (llvm::none_of(D->Names,
                      [&](const NamedVar &N) { return N.Var == Var; }))
      D->Names.push_back({Var});
}

void Walker::visitCall(const CallExpr *Call, const Context &C) {
  if (handleMarker(Call))
    return Names.use(Call, C.In->In);
  if (C.Unevaluated)
    return;
  if (recoverMarker(Call)) {
    F.Recoveries.push_back(
        {const_cast<CallExpr *>(Call), C.In->In, wordLocation(Call, Ctx)});
    if (C.In->In)
      C.In->In->Owner->Recovers = true;
    return;
  }
  Model.Calls.push_back({Call, at(C)});
  CalledJumps Called = calledJumps(Call);
  Model.CallsReturnsTwice |= Called.ReturnsTwice;
  if (!Called.First || !C.In->In)
    return;
  Diags.error(Call->getBeginLoc(), "call of %0 in a deferred statement")
      << Called.First;
  noteDeferral(Diags, *C.In->In);
}

/// A block literal is a function of its own, with its own frame; but it names
/// variables of the one around it.  What OpenMP captures is one too, and so are
/// the parts of a `__try` that Clang generates elsewhere.
void Walker::walkLiteral(const Stmt *S, const Context &C, const char *What) {
  if (deferralMarker(S)) {
    Diags.error(keywordLoc(cast<IfStmt>(S)), "'%1' in %0 is not supported")
        << What << (isScoped(deferralMarker(S)) ? "_Defer" : "__defer");
    return;
  }
  if (handleMarker(S)) {
    Diags.error(S->getBeginLoc(),
                "the name of a deferral in %0 is not supported")
        << What;
    return;
  }
  if (const CallExpr *Call = recoverMarker(S)) {
    Diags.error(wordLocation(Call, Ctx),
                "'defer_recover' in %0 is not supported")
        << What;
    return;
  }
  if (auto *Ref = dyn_cast<DeclRefExpr>(S))
    visitName(Ref, C);
  if (auto *Literal = dyn_cast<BlockExpr>(S))
    S = Literal->getBody();
  // A combined directive captures what it captured.
  while (auto *Captured = dyn_cast<CapturedStmt>(S))
    S = Captured->getCapturedStmt();
  for (const Stmt *Child : S->children())
    if (Child)
      walkLiteral(Child, C, What);
}
