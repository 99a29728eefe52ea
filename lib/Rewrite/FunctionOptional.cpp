//===- FunctionOptional.cpp - declarations that others leave out ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A declaration under an #if hides another one of its name with some options
// only.  If it moves, its uses elsewhere would mean it with all of them:
//
//     int fd = 1;
//     {
//   #if K
//       int fd = 2;                  // an error
//   #endif
//       __defer close(fd);
//
// Shown by: defer-rewrite test/Rewrite/errors-optional.c -- -DK
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

#include <algorithm>

using namespace clang;
using namespace defer;

/// Whether something else would be meant if a variable was not declared.
bool FunctionRewriter::hidesOther(const VarDecl *Var) const {
  bool Hides = false;
  auto See = [&](const NamedDecl *Other) {
    Hides |= isOtherOfName(Var, Other);
  };
  for (const ParmVarDecl *Param : F.Function->parameters())
    See(Param);
  Vars->forEachLocal(
      [&](const NamedDecl *Other, const Standing &) { See(Other); });
  for (const NamedDecl *Other :
       Ctx.getTranslationUnitDecl()->lookup(Var->getDeclName()))
    See(Other);
  return Hides;
}

/// A type that is written out must not depend on options.
void FunctionRewriter::checkTypeOf(const VarDecl *Var) {
  // A parameter may be another one of the name as a whole.
  bool IsOther =
      isa<ParmVarDecl>(Var) &&
      !areWhole(directivesBetween(F.Function->getBeginLoc(), Var->getEndLoc()));
  if (IsOther ||
      !directivesBetween(Var->getBeginLoc(), Var->getEndLoc()).empty())
    fail(Var->getLocation(), "with other options it may have another type");
}

/// In the file, which may be in what is not rewritten.
Directives FunctionRewriter::directivesBetween(SourceLocation First,
                                               SourceLocation Last) const {
  const SourceManager &SM = Ctx.getSourceManager();
  First = SM.getExpansionLoc(First);
  Last = SM.getExpansionLoc(Last);
  if (SM.getFileID(First) != SM.getFileID(Last))
    return {};
  return directivesIn(SM.getBufferData(SM.getFileID(First)),
                      SM.getFileOffset(First), SM.getFileOffset(Last),
                      Ctx.getLangOpts());
}

void FunctionRewriter::checkHead() {
  const FunctionDecl *Of = F.Function;
  if (!directivesBetween(Of->getBeginLoc(), Of->getLocation()).empty())
    return fail(Of->getLocation(),
                "with other options it may return another type");
  if (!areWhole(
          directivesBetween(Of->getBeginLoc(), Of->getBody()->getBeginLoc())))
    fail(Of->getLocation(), "with other options it is another function");
}

void FunctionRewriter::checkOptional() {
  checkHead();
  for (const auto &Each : Vars->Out)
    if (isa<ParmVarDecl>(Each.first)) // others move as a whole, or not
      checkTypeOf(Each.first);
  for (const auto &Each : Vars->Records)
    for (const VarDecl *Var : Each.second.Copies)
      checkTypeOf(Vars->CaptureOf.count(Var) ? Vars->CaptureOf[Var] : Var);
  for (const auto &Each : Vars->Out) {
    const VarDecl *Var = Each.first;
    if (isa<ParmVarDecl>(Var) || L->CapturedBy.count(Var))
      continue; // it is always there, or a copy
    Directives Under = T.conditionsAt(Var->getLocation());
    if (Under.empty() || !hidesOther(Var))
      continue;
    auto Same = [](const Directive &X, const Directive &Y) {
      return X.At == Y.At;
    };
    for (const DeclRefExpr *Ref : Vars->Refs) {
      if (Ref->getDecl() != Var)
        continue;
      Directives There = T.conditionsAt(Ref->getLocation());
      if (There.size() < Under.size() ||
          !std::equal(Under.begin(), Under.end(), There.begin(), Same))
        fail(Var->getLocation(), "with other options it is not declared, and "
                                 "what a use means then is another thing");
    }
  }
}
