//===- UnsureConditions.cpp - what other options decide -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnsureConditions.h"

#include "OptionalStatements.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/NodeVisitor.h"
#include "defer/Frontend/NodeChanges.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

/// The names of constants that are what they say with all options.
static bool isTruth(llvm::StringRef Macro) {
  return Macro == "true" || Macro == "false" || Macro == "TRUE" ||
         Macro == "FALSE" || Macro == "NULL";
}

namespace {

/// Whether what an expression has in it may be another constant.
class OtherConstants : public NodeVisitor {
public:
  /// \param Statement where that is whose condition it is
  OtherConstants(SourceLocation Statement, const ASTContext &Ctx)
      : Ctx(Ctx), SM(Ctx.getSourceManager()), Statement(written(Statement)) {}

  bool ofMacro = false, ofTarget = false;

private:
  void stmt(Stmt &S) override {
    if (isa<IntegerLiteral>(S) || isa<CharacterLiteral>(S) ||
        isa<FloatingLiteral>(S) || isa<CXXBoolLiteralExpr>(S))
      ofMacro |= isFromMacro(S.getBeginLoc());
    else if (auto *Ref = dyn_cast<DeclRefExpr>(&S))
      ofTarget |= isa<EnumConstantDecl>(Ref->getDecl());
    else if (isa<UnaryExprOrTypeTraitExpr>(S) || isa<OffsetOfExpr>(S) ||
             isa<TypeTraitExpr>(S) || isa<ExplicitCastExpr>(S) ||
             isa<CallExpr>(S) || isa<GenericSelectionExpr>(S))
      ofTarget = true;
  }

  /// Where a macro's argument was written.
  SourceLocation written(SourceLocation Loc) const {
    while (Loc.isMacroID() && SM.isMacroArgExpansion(Loc))
      Loc = SM.getImmediateSpellingLoc(Loc);
    return Loc;
  }

  /// Whether it stands in a macro, and not in one with all of the statement:
  /// `#define DEBUG false` is one that may be another.
  bool isFromMacro(SourceLocation Loc) const {
    for (Loc = written(Loc);
         Loc.isMacroID() && SM.getFileID(Loc) != SM.getFileID(Statement);
         Loc = written(SM.getImmediateExpansionRange(Loc).getBegin()))
      if (!isTruth(Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts())))
        return true;
    return false;
  }

  const ASTContext &Ctx;
  const SourceManager &SM;
  SourceLocation Statement;
};

class UnsureMarker {
public:
  UnsureMarker(ASTContext &Ctx, NodeChanges &Changes)
      : Ctx(Ctx), Changes(Changes) {}

  bool run(Stmt *S) {
    for (Stmt *&Child : S->children()) {
      if (!Child)
        continue;
      run(Child);
      if (Child == conditionOf(S))
        mark(Child, placeOf(S));
    }
    return Any;
  }

private:
  static bool decides(const Stmt *S) {
    return changesFlow(S, /*Deferrals=*/true);
  }

  /// Where it is written, and not its condition.
  static SourceLocation placeOf(const Stmt *S) {
    if (auto *Choice = dyn_cast<ConditionalOperator>(S))
      return Choice->getQuestionLoc();
    if (auto *Both = dyn_cast<BinaryOperator>(S))
      return Both->getOperatorLoc();
    return S->getBeginLoc();
  }

  /// What a statement asks, if control depends on that: null for none.
  static const Expr *conditionOf(const Stmt *S) {
    if (auto *If = dyn_cast<IfStmt>(S))
      return !deferralMarker(If) &&
                     (decides(If->getThen()) || decides(If->getElse()))
                 ? If->getCond()
                 : nullptr;
    if (auto *For = dyn_cast<ForStmt>(S))
      return For->getCond();
    if (auto *While = dyn_cast<WhileStmt>(S))
      return While->getCond();
    if (auto *Do = dyn_cast<DoStmt>(S))
      return Do->getCond();
    if (auto *Switch = dyn_cast<SwitchStmt>(S))
      return Switch->getCond();
    if (auto *Choice = dyn_cast<ConditionalOperator>(S))
      return decides(Choice->getTrueExpr()) || decides(Choice->getFalseExpr())
                 ? Choice->getCond()
                 : nullptr;
    if (auto *Both = dyn_cast<BinaryOperator>(S))
      return Both->isLogicalOp() && decides(Both->getRHS()) ? Both->getLHS()
                                                            : nullptr;
    return nullptr;
  }

  bool isConstant(const Expr *E) const {
    Expr::EvalResult Result;
    return E->EvaluateAsRValue(Result, Ctx);
  }

  /// Whether a condition, or what it puts together, is constant.
  bool hasConstant(const Expr *E) const {
    E = E->IgnoreParenImpCasts();
    if (auto *Not = dyn_cast<UnaryOperator>(E);
        Not && Not->getOpcode() == UO_LNot)
      return hasConstant(Not->getSubExpr());
    auto *Both = dyn_cast<BinaryOperator>(E);
    if (Both && Both->isLogicalOp())
      return hasConstant(Both->getLHS()) || hasConstant(Both->getRHS());
    return isConstant(E);
  }

  void mark(Stmt *&Slot, SourceLocation Statement) {
    auto *Cond = cast<Expr>(Slot);
    OtherConstants Found(Statement, Ctx);
    Found.visit(Cond);
    if (!Found.ofMacro && !(Found.ofTarget && hasConstant(Cond)))
      return;
    SourceLocation Loc = Cond->getEndLoc();
    auto *Unknown = new (Ctx)
        OpaqueValueExpr(Loc, Cond->getType(), VK_PRValue, OK_Ordinary);
    Changes.set(Slot, BinaryOperator::Create(
                          Ctx, Cond, Unknown, BO_Comma, Cond->getType(),
                          VK_PRValue, OK_Ordinary, Loc, FPOptionsOverride()));
    Any = true;
  }

  ASTContext &Ctx;
  NodeChanges &Changes;
  bool Any = false;
};

} // namespace

bool defer::markUnsure(FunctionDecl *F, NodeChanges &Changes) {
  return UnsureMarker(F->getASTContext(), Changes).run(F->getBody());
}
